"""Sends SIGHUP to a run that waits for its first response."""
import signal, subprocess, sys, time

name, command = sys.argv[1], sys.argv[2:]
signal.signal(signal.SIGHUP, signal.SIG_DFL)
seen = open(".log").read().count("/wait")
run = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
while open(".log").read().count("/wait") == seen:
    time.sleep(0.02)
run.send_signal(signal.SIGHUP)
sys.stdout.write(run.communicate()[0].decode())
print(f"{name.replace('-', ' ')}: {run.returncode}")
