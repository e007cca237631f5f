"""What the benchmarks share: equal themes for Charter and Hugo, and a measured run of a command."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body><main><h1>{{title}}</h1>
<nav>{{#has_toc}}<ul>{{#toc}}<li><a href="#{{id}}">{{title}}</a></li>{{/toc}}</ul>{{/has_toc}}</nav>
{{{content}}}
<p>{{#tags}}<a href="{{root}}{{url}}">{{title}}</a> {{/tags}}</p>
</main></body></html>
"""
LIST = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body><main><h1>{{title}}</h1>
<ul>{{#entries}}<li><a href="{{root}}{{url}}">{{title}}</a> <time>{{date}}</time></li>
{{/entries}}</ul>
</main></body></html>
"""
PLAIN = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{title}}</title></head><body><h1>{{title}}</h1></body></html>\n"
HUGO_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>
<nav>{{ .TableOfContents }}</nav>
{{ .Content }}
<p>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</p>
</main></body></html>
"""
HUGO_LIST = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2006-01-02" }}</time></li>
{{ end }}</ul>
</main></body></html>
"""


def write_themes(folder, has_search):
    """Equal templates for Charter and Hugo, and their settings."""
    theme = folder / "templates"
    theme.mkdir()
    shipped = Path(__file__).parents[2] / "templates"
    if has_search:
        shutil.copytree(shipped / "assets" / "scripts", theme / "assets" / "scripts")
    for template in shipped.glob("*.mustache"):
        (theme / template.name).write_text(PLAIN)
    (theme / "page.mustache").write_text(PAGE)
    (theme / "list.mustache").write_text(LIST)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(HUGO_PAGE)
    (layouts / "list.html").write_text(HUGO_LIST)
    (folder / "layouts" / "index.html").write_text(HUGO_LIST)
    (folder / "hugo.toml").write_text(
        'baseURL = "/"\nlanguageCode = "en"\ntitle = "Corpus"\nbuildFuture = true\nuglyURLs = true\ndisableKinds = ["rss"]\n'
        "[markup.tableOfContents]\nstartLevel = 2\nendLevel = 3\n")
    (folder / "charter.yaml").write_text(f"title: Corpus\nsearch: {{enabled: {str(has_search).lower()}}}\n")


def add_encoder_licence(content):
    """Gives content of other people the page that the shipped encoder's licence has to have: its front matter, without the text, its questions and
    the review, which name files that are not copied, and without the words below, which refer to other pages."""
    page = (Path(__file__).parents[2] / "content/licences/apache-2.0.md").read_text(encoding="utf-8")
    head = re.sub(r"^(text:\n(  .*\n)+|questions:\n( .*\n)+|reviewed: .*\n)", "", page[:page.index("\n## ")] + "\n", flags=re.M)
    (content / "licences").mkdir()
    (content / "licences/apache-2.0.md").write_text(head, encoding="utf-8")


def run(command, folder):
    """Wall seconds and peak memory in MiB of a command, with nothing left for the disk to write from the one before."""
    os.sync()
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{output.decode()[-2000:]}")
    return seconds, usage.ru_maxrss / 1024, output.decode()
