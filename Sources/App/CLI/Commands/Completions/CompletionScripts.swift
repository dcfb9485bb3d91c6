/// The shells that there are completions for.
///
/// Their scripts do not know commands and options: they pass the words of the line to
/// `posthaste completions --`, and show its answer (``Completion/text``).
enum Shell: String, CaseIterable {
    case bash, zsh, fish

    /// The script to load.
    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    /// Where the script goes, as a line to type.
    var installation: String {
        switch self {
        case .bash:
            "posthaste completions bash > ~/.local/share/bash-completion/completions/posthaste"
        case .zsh: "posthaste completions zsh > ~/.zfunc/_posthaste    # a folder of $fpath"
        case .fish: "posthaste completions fish > ~/.config/fish/completions/posthaste.fish"
        }
    }

    /// Bash also splits words at `=` and `:`, and replaces only the last part.
    ///
    /// So the script joins the parts again, and removes the earlier parts from the offered words.
    private static let bashScript = #"""
        # Completion of posthaste for bash, made by 'posthaste completions bash'.
        _posthaste() {
            local word line join= kind= value=${2//[\\\"\']/}
            local -a words=() matching=() others=()
            for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
                if [[ (-n $join || $word == [=:]*) && ${#words[@]} -gt 0 ]]; then
                    words[${#words[@]} - 1]+=$word
                else
                    words+=("$word")
                fi
                if [[ $word == *[=:] ]]; then join=1; else join=; fi
            done
            words=("${words[@]//[\\\"\']/}")
            local current=${words[${#words[@]} - 1]}
            local before=${current%"$value"}
            COMPREPLY=()
            while IFS= read -r line; do
                if [[ -z $kind ]]; then
                    kind=$line
                else
                    word=${line%%$'\t'*}
                    word=${word#"$before"}
                    # If files are offered too, readline quotes the words.
                    if [[ $kind == words && $word == *[!A-Za-z0-9_.,:=@%+/-]* ]]; then
                        printf -v word %q "$word"
                    fi
                    COMPREPLY+=("$word")
                fi
            done < <("$1" completions -- "${words[@]}" 2>/dev/null)
            case $kind in
            files*)
                while IFS= read -r line; do
                    others+=("$line")
                    if [[ -d $line ]]; then matching+=("$line"); fi
                    for word in ${kind#files}; do
                        if [[ $line == *"$word" ]]; then matching+=("$line"); fi
                    done
                done < <(compgen -f -- "$value")
                if [[ ${#matching[@]} -eq 0 || $kind == files ]]; then matching=("${others[@]}"); fi
                compopt -o filenames 2>/dev/null
                COMPREPLY+=("${matching[@]}")
                ;;
            folders)
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$value")
                compopt -o filenames 2>/dev/null
                ;;
            esac
        }
        complete -F _posthaste posthaste

        """#

    private static let zshScript = #"""
        #compdef posthaste
        # Completion of posthaste for zsh, made by 'posthaste completions zsh'.
        _posthaste() {
            local kind line
            local -a lines described suffixes
            lines=("${(@f)$("${(Q)words[1]}" completions -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
            kind=$lines[1]
            suffixes=(${(s: :)kind})
            for line in "${(@)lines[2,-1]}"; do
                described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
            done
            if (( $#described )); then _describe posthaste described; fi
            if [[ $PREFIX == --*=* ]]; then compset -P '*='; fi
            case $kind in
                files) _files ;;
                files*) _files -g "*(${(j:|:)suffixes[2,-1]})(-.)" ;;
                folders) _files -/ ;;
            esac
        }
        if [[ $funcstack[1] == _posthaste ]]; then
            _posthaste "$@"
        else
            compdef _posthaste posthaste
        fi

        """#

    private static let fishScript = #"""
        # Completion of posthaste for fish, made by 'posthaste completions fish'.
        function __posthaste_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct | string unescape)
            set -l lines ($words[1] completions -- $words[2..] "$current" 2>/dev/null)
            set -l kind (string split ' ' -- $lines[1])
            printf '%s\n' $lines[2..]
            set -l before (string match -r -- '^--[^=]*=' "$current")
            set -l value (string replace -r -- '^--[^=]*=' '' "$current")
            switch "$kind[1]"
                case files
                    set -l paths (complete -C "'' "(string escape -- "$value"))
                    set -l matching
                    for path in $paths
                        set -l name (string split \t -- $path)[1]
                        for suffix in / $kind[2..]
                            string match -q -- "*$suffix" $name; and set -a matching $path
                        end
                    end
                    if set -q kind[2] matching[1]
                        set paths $matching
                    end
                    set -q paths[1]; and printf '%s\n' "$before"$paths
                case folders
                    set -l paths (complete -C "'' "(string escape -- "$value"))
                    for path in $paths
                        string match -q -- '*/' (string split \t -- $path)[1]
                        and printf '%s\n' "$before$path"
                    end
            end
        end
        complete -c posthaste -f -a '(__posthaste_complete)'

        """#
}
