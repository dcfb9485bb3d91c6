"""Runs the shell commands of a CI file in this folder, as the CI service would.

usage: workflow.py FILE [NAME=VALUE...]

FILE is a workflow or a composite action of GitHub, a file or a component of GitLab, a pipeline or a
template of Azure, a Jenkinsfile, or a Job of Kubernetes. NAME is an input, a parameter, a variable
or a secret of the service. Files of GitHub, GitLab and Azure are checked by the schemas that their
users have in editors (check-jsonschema). Prints each step, and ends with the exit code of the first
that fails.
"""

import itertools
import os
import re
import subprocess
import sys
import tempfile

import yaml

GIVEN = {}
# The expressions of GitHub and of Azure's templates, of GitLab's components, and Azure's macros.
EXPRESSION = re.compile(
    r"\$\{\{ *(?:inputs|vars|secrets|matrix|parameters)\.([\w-]+) *\}\}"
    r"|\$\[\[ *inputs\.([\w-]+) *\]\]|\$\((\w+)\)")


def filled(value, given):
    """Returns a value of a file with expressions replaced."""
    if isinstance(value, dict):
        members = {key: filled(member, given) for key, member in value.items()}
        return members | (members.pop("${{ insert }}", None) or {})
    if isinstance(value, list):
        return [filled(member, given) for member in value]
    if not isinstance(value, str):
        return value
    whole = EXPRESSION.fullmatch(value)
    name = whole and next(filter(None, whole.groups()))
    if name and not isinstance(given.get(name, ""), str):
        return given[name]
    return EXPRESSION.sub(
        lambda match: str(given.get(next(filter(None, match.groups())), match.group())), value)


def check(kind, text):
    """Checks a document by a schema."""
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        file.write(text)
        file.flush()
        command = [
            sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}",
            "--regex-variant", "nonunicode"]
        if kind in ("azure-pipelines", "gitlab-ci"):
            command += ["--data-transform", kind]
        subprocess.run([*command, file.name], check=True, stdout=subprocess.DEVNULL)
    print(f"valid: {kind}")


def run(name, script, environment, shell=("bash", "-e")):
    """Runs a step; ends this program if it fails."""
    environment = {key: str(value) for key, value in (environment or {}).items()}
    print(f"step: {name}", flush=True)
    code = subprocess.run(
        [*shell, "-c", script], env={**os.environ, **environment}, check=False).returncode
    if code != 0:
        sys.exit(code)


def github_steps(steps, given):
    for step in filled(steps, given):
        if "run" in step:
            run(step.get("name", "run"), step["run"], step.get("env"))
        elif step["uses"].startswith("./"):
            action = load(os.path.join(step["uses"], "action.yml"))[-1]
            run_action(action, step.get("with", {}))
        else:
            print(f"uses: {step['uses']}")


def run_action(action, given):
    defaults = {
        name: facts.get("default", "") for name, facts in action["inputs"].items()}
    missing = [name for name, facts in action["inputs"].items()
               if facts.get("required") and name not in given]
    if missing:
        sys.exit(f"the action lacks {missing}")
    github_steps(action["runs"]["steps"], {**defaults, **given})


def combinations(strategy):
    """Yields the values of a matrix, one job each."""
    matrix = strategy.get("matrix", {})
    for values in itertools.product(*matrix.values()):
        yield dict(zip(matrix, values))


def github(document):
    for job in document["jobs"].values():
        for values in combinations(job.get("strategy", {})):
            github_steps(job["steps"], {**GIVEN, **values})


def azure(document):
    defaults = {facts["name"]: facts.get("default", "") for facts in document.get("parameters", [])}
    for step in filled(document["steps"], {**defaults, **GIVEN}):
        if "script" in step:
            run(step.get("displayName", "script"), step["script"], step.get("env"), ("bash",))
        else:
            print(f"uses: {step.get('task', 'publish')}")


def gitlab(documents):
    inputs = documents[0].get("spec", {}).get("inputs", {})
    defaults = {name: (facts or {}).get("default", "") for name, facts in inputs.items()}
    document = filled(documents[-1], {**defaults, **GIVEN})
    check("gitlab-ci", yaml.safe_dump(document))
    for name, job in document.items():
        for values in combinations({"matrix": (job.get("parallel") or {}).get("matrix", [{}])[0]}):
            run(name, "\n".join(job["script"]), {**job.get("variables", {}), **values})


def kubernetes(document):
    container = document["spec"]["template"]["spec"]["containers"][0]
    for index in range(document["spec"]["completions"]):
        environment = {"JOB_COMPLETION_INDEX": index}
        environment |= {
            entry["name"]: GIVEN.get(entry["valueFrom"]["secretKeyRef"]["key"], "")
            for entry in container.get("env", [])}
        run(f"index {index}", container["args"][0], environment, ("sh",))


def jenkins(text):
    environment = {
        name: GIVEN[identifier]
        for name, identifier in re.findall(r"(\w+) = credentials\('([\w-]+)'\)", text)}
    for script in re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL):
        # As Groovy reads the text: a backslash joins lines, or is an escape.
        line = re.sub(r"\\(\n|.)", lambda escape: escape[1].strip("\n"), script)
        run("sh", line, environment, ("sh", "-xe"))


def load(path):
    with open(path, encoding="utf-8") as file:
        return list(yaml.safe_load_all(file))


def main(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if os.path.basename(path) == "Jenkinsfile":
        jenkins(text)
        return
    documents = load(path)
    document = documents[-1]
    if "jobs" in document:
        check("github-workflows", text)
        github(document)
    elif "runs" in document:
        check("github-actions", text)
        run_action(document, GIVEN)
    elif "steps" in document:
        check("azure-pipelines", text)
        azure(document)
    elif document.get("kind") == "Job":
        kubernetes(document)
    else:
        gitlab(documents)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    GIVEN.update(word.split("=", 1) for word in sys.argv[2:])
    main(sys.argv[1])
