import CLI

CommandLineTool.main(commit: builtCommit)
