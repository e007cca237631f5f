"""Manual pages from what a program of swift-argument-parser says of itself with --experimental-dump-help."""
import time


def escaped(text):
    """A text as roff has it: no line begins a request, and hyphens can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n"))


def spelt(name):
    """`--output`, `-o`."""
    return ("-" if name["kind"] == "short" else "--") + name["name"]


def argument_lines(arguments):
    lines = []
    for one in arguments:
        if not one.get("shouldDisplay", True):
            continue
        names = ", ".join("\\fB" + escaped(spelt(name)) + "\\fR" for name in one.get("names", []))
        value = "\\fI" + escaped(one.get("valueName", "value")) + "\\fR"
        head = value if one["kind"] == "positional" else names if one["kind"] == "flag" else f"{names} {value}"
        words = " ".join(part for part in (one.get("abstract"), one.get("discussion")) if part)
        if one.get("allValues"):
            words += f" One of: {', '.join(one['allValues'])}."
        if one.get("defaultValue"):
            words += f" Default: {one['defaultValue']}."
        lines += [".TP", head, escaped(words or " ")]
    return lines


def synopsis(name, command):
    parts = [f".B {escaped(name)}"]
    for one in command.get("arguments", []):
        if not one.get("shouldDisplay", True) or one["kind"] != "positional":
            continue
        value = f"\\fI{escaped(one.get('valueName', 'value'))}\\fR"
        parts.append(f"[{value}]" if one.get("isOptional") else value)
    shown = [one for one in command.get("arguments", []) if one.get("shouldDisplay", True)]
    options = any(one["kind"] != "positional" for one in shown)
    tail = ("[\\fIoptions\\fR] " if options else "") + " ".join(parts[1:])
    if [one for one in command.get("subcommands", []) if one["commandName"] != "help"]:
        tail += " \\fIcommand\\fR"
    return [parts[0], tail.strip()]


def page(names, command, version, moment):
    title = "-".join(names)
    day = time.strftime("%Y-%m-%d", time.gmtime(moment))
    lines = [f'.TH "{title.upper()}" "1" "{day}" "{version}" "User Commands"', ".SH NAME",
             f"{escaped(title)} \\- {escaped(command.get('abstract', '').rstrip('.'))}", ".SH SYNOPSIS",
             *synopsis(" ".join(names), command)]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION"]
        for part in command["discussion"].split("\n\n"):
            # Lines of their own stay so: tables of exit codes, examples.
            lines += [".PP", *([".nf", escaped(part), ".fi"] if "\n" in part else [escaped(part)])]
    if command.get("arguments"):
        lines += [".SH OPTIONS", *argument_lines(command["arguments"])]
    children = [one for one in command.get("subcommands", []) if one["commandName"] != "help"]
    if children:
        lines += [".SH COMMANDS"]
        for child in children:
            lines += [".TP", f"\\fB{escaped('-'.join([*names, child['commandName']]))}\\fR(1)",
                      escaped(child.get("abstract", " "))]
    if len(names) > 1:
        lines += [".SH SEE ALSO", f"\\fB{escaped('-'.join(names[:-1]))}\\fR(1)"]
    return "\n".join(lines) + "\n"


def pages(description, moment):
    """Pairs of a page's name and its text, for the command and all below it."""
    def below(names, command):
        yield "-".join(names), page(names, command, names[0], moment)
        for child in command.get("subcommands", []):
            if child["commandName"] != "help" and child.get("shouldDisplay", True):
                yield from below([*names, child["commandName"]], child)

    command = description["command"]
    return list(below([command["commandName"]], command))
