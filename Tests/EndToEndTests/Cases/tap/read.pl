# Tells what Perl's TAP::Parser reads in a file.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
use TAP::Parser;

open(my $file, '<', $ARGV[0]) or die;
my $parser = TAP::Parser->new({tap => do { local $/; <$file> }});
my @lines;
while (my $result = $parser->next) {
    die 'not TAP: ' . $result->raw if $result->is_unknown;
    if ($result->is_yaml) {
        my $data = $result->data;
        push @lines, map { defined $data->{$_} ? "  $_: $data->{$_}\n" : () } qw(message at response body);
    }
    next unless $result->is_test;
    my $verdict = $result->is_actual_ok ? 'ok' : 'not ok';
    my $skip = $result->has_skip ? ' (skip)' : '';
    push @lines, 'perl: ' . $verdict . ' ' . $result->number . ' ' . ($result->description =~ s/^- //r) . "$skip\n";
}
printf "perl: version %s, plan %s, %d points, %d passed of which %d skipped, bad %d\n", $parser->version,
    $parser->plan, $parser->tests_run, scalar $parser->actual_passed, scalar $parser->skipped,
    scalar $parser->parse_errors;
print @lines;
