extension DiagnosticID {
    /// How much it weighs, what it means and a way out, in markdown.
    public var explanation: String {
        switch self {
        case .activeFile:
            """
            Error. A published page refers to a file that would run in the reader's browser: HTML, a script, or an SVG or XML with \
            scripts, `on…` attributes, `javascript:` addresses or references to other files and sites. It is not published. Refer to \
            something else, or list the file under `assets:` in `charter.yaml` if you trust it.
            """
        case .aliasForm:
            """
            Error. An alias, or the start of a redirect, is not the address of a page below the site's root, or has a \
            name that no file may have (see `path-form`). Write it as `folder/page.html`.
            """
        case .ambiguousReference:
            """
            Error. A `[[reference]]` may mean several pages. Write the kind too, such as `[[licence:mit]]`.
            """
        case .answerNeedsReview:
            """
            Warning. The passage around a reviewed answer has changed since; the pair has left the site. Look at \
            it again with `charter answers review`.
            """
        case .answerQuoteGone:
            """
            Warning. A page no longer holds the words of a reviewed answer; the pair has left the site. Choose \
            other words or reject it with `charter answers review`.
            """
        case .answersBehind:
            """
            Error, with `--frozen` only. A page has passages that have no questions yet. Run \
            `charter answers generate` and review what it adds.
            """
        case .answersFailed:
            """
            Error. The files of `ask/` could not be made. Check the models with `charter models verify`, or \
            build with `--no-answers`.
            """
        case .answersWithoutModel:
            """
            Warning. The encoder is not on this machine, so questions find sections by their words alone. Run \
            `charter models pull`, or build with `--no-answers`.
            """
        case .answersWithoutPage:
            """
            Warning. A file of `content/answers/` belongs to no page. Rename it with its page, or remove it.
            """
        case .approvedTextChanged:
            """
            Warning. The words of a policy in force changed since the last commit, or since the state that `--against` names, and \
            neither its version nor its `approved` date did. Give it the next version and the date on which that was approved.
            """
        case .assetsEntry:
            """
            Error. An entry of `assets:` in `charter.yaml` names no file. Entries are paths below the content folder, or patterns \
            (`*` within a name, `**` across folders). Correct it, or remove it.
            """
        case .binaryFile:
            "Error. A page holds a NUL byte. Save it as UTF-8 text, or give it an ending other than `.md`."
        case .blockedModelInUse:
            """
            Warning; error with `fail_on: [blocked model in use]`. A deployment of `deployments.yaml` runs a \
            model that the decisions block for its use and data. Move it to another model, or ask for an \
            exception.
            """
        case .brokenAnchor:
            """
            Error. A link names a section that the page does not have. Link to a heading's id; the nearest one \
            is suggested.
            """
        case .brokenLink:
            """
            Error. A link or image leads to a file that does not exist, or out of the content folder. Correct \
            the path. Links are relative to the page's file and end in `.md`.
            """
        case .brokenReference:
            """
            Error. A `[[reference]]`, or an id in front matter, does not lead to a page. Use an id, a file name or a \
            title, such as `[[POL-001]]`, `[[licence:mit]]` or `[[guide:start]]`.
            """
        case .caseCollision:
            """
            Error. Two paths differ only in case. Many disks and servers treat both as one. Rename one of the \
            files.
            """
        case .changedSinceReview:
            """
            Warning; error with `fail_on: [changed since review]`. The page's text no longer has the hash that \
            its `review` records. Read it again, then run `charter review PAGE`.
            """
        case .dateInFuture:
            """
            Error. A date says when something happened (was approved, reviewed, retrieved …) and is yet to come. Write \
            the day on which it happened. A day of grace is for time zones.
            """
        case .decisionContradiction:
            """
            Error. On one ground, one rule of `decisions.yaml` allows a case and another restricts it, and \
            neither asks for more than the other. Ask for more in one of them, so that it is an exception. See \
            [decisions.md](decisions.md).
            """
        case .decisionGap:
            """
            Error. No rule of `decisions.yaml` covers a case on a ground on which some rule allows others. Add a \
            rule that allows, restricts or blocks it.
            """
        case .decisionNotMonotone:
            """
            Error. A further restriction (a limitation of the licence, a worse verdict of the evaluator) would \
            make a verdict milder, because a rule that restricts would no longer hold. Let the rule hold in the \
            worse case too.
            """
        case .decisionRule:
            """
            Error. A rule of `decisions.yaml` names a use or class of data that does not exist, its id is taken, or \
            a phrase of `asked_as` stands for two things.
            """
        case .deploymentEntry:
            """
            Error. A deployment's id cannot be part of an address, or its use or data is not in \
            `decisions.yaml`.
            """
        case .doorTarget:
            """
            Error. A link of `doors:` or of `theme: footer:` in `charter.yaml` leads to what is neither a page or file of the \
            site nor an address that starts with `https://` or `http://`. Write the address of a page, such as \
            `folder/page.html` or `folder/page.html#section`.
            """
        case .duplicateFootnote:
            """
            Warning. A footnote label is defined twice; the second definition is left out. Rename one.
            """
        case .duplicateHeadingID:
            """
            Warning. `{#id}` is given to two headings; the second gets a suffix. Give each its own.
            """
        case .duplicateID: "Error. Two pages have the same `id` or `spdx`. Give the newer page the next free id."
        case .duplicateRequirement:
            """
            Error. A policy gives a requirement number twice. Give the newer one the next free number.
            """
        case .duplicateTerm: "Warning. The glossary explains a term twice. Remove or rename one of them."
        case .duplicateURL:
            """
            Error. Two pages, aliases or files would have one address. Rename one, or remove the alias.
            """
        case .exceptionApproval: "Error. An exception needs two approvers, neither of them its owner."
        case .exceptionEnds:
            """
            Warning, which `--strict` leaves a warning. An exception ends within `review_notice_days`. Show that the rule is \
            met again, or renew the exception.
            """
        case .exceptionExpired:
            """
            Warning, which `--strict` leaves a warning, so that an unrelated correction can be published; error with \
            `fail_on: [expired exception]`. An exception is over. Remove it once the rule is met again, or renew it.
            """
        case .exceptionLength: "Error. An exception would hold for more than 365 days, or ends before it starts."
        case .externalSubresource:
            """
            Error. A page would load a picture, style or script from another site. Store the file beside the \
            page. The portal works offline and tells nobody who reads what.
            """
        case .fileNotPublished:
            """
            Warning. A file lies beside pages and no published page refers to it, so it is not part of the site. Link to it, \
            list it under `assets:` in `charter.yaml`, move it out of the content folder, or delete it.
            """
        case .fileTooLarge:
            """
            Error. A page is larger than 16 MiB, or another file larger than 64 MiB. Split it, or publish it \
            elsewhere and link to it.
            """
        case .frontMatterDuplicate: "Error. A key appears twice. Keep one."
        case .frontMatterKey: "Error. A key is not a word. Write `key: value`."
        case .frontMatterMissing:
            """
            Error. A key that this kind of page needs is missing, or there is no front matter. Add it; `charter \
            new` starts pages with all keys.
            """
        case .frontMatterTooLarge:
            """
            Error. Front matter is longer than 256 KiB or holds too many values. Move long text below it.
            """
        case .frontMatterType:
            "Error. A value does not have the form that its key needs. The message says what was expected."
        case .frontMatterUnclosed:
            "Error. The second `---` line is missing, or is not `---` alone. Put it below the last key."
        case .frontMatterUnknown:
            """
            Error. A key is not known for this kind of page. The nearest known key is suggested; `charter \
            schema` lists all.
            """
        case .gitFailed:
            """
            Warning. Git did not give the pages' history; the message has its own words. The pages about earlier versions \
            are left out.
            """
        case .gitMissing:
            """
            Warning. The site should show its history, but git is not installed, so the pages about earlier versions are \
            left out. Install it where the site is built.
            """
        case .gitRefuses:
            """
            Warning. The repository belongs to another user than the one that builds, as it often does in containers, and \
            git refuses to read it. The pages about earlier versions are left out. Name its folder in git's \
            `safe.directory`, or build as its owner.
            """
        case .goldenAnswered:
            """
            Warning. Ask answers a golden query that says `no_answer: true`, or one with a `kind` from another place than \
            it expects. Correct the query if the portal answers it so; otherwise the answer misleads: reject the pair \
            that gave it with `charter answers review`, or state the question where it is answered (`questions:`).
            """
        case .goldenFloor:
            """
            Error. Search finds fewer of the golden queries' pages among the first three than \
            `search.golden_floor` asks for. Give the pages the words that staff use (headings, tags, \
            `search.synonyms`), or lower the floor.
            """
        case .goldenRank:
            """
            Warning. A golden query's page ranks lower than in the recorded run. `charter search --explain` \
            shows why; where the new order is right, record it with `charter check --golden --record`.
            """
        case .goldenTarget:
            """
            Error. A golden query expects a page or section that does not exist, or says neither what it expects \
            nor that nothing answers it.
            """
        case .headingSkipsLevel:
            """
            Warning. A heading is more than one level below the one before. Screen readers move by heading; use \
            the next level.
            """
        case .historyShallow:
            """
            Warning. The site is built in a shallow clone, which lacks older commits, so the pages' histories begin where \
            it was cut off. Fetch all commits: `git fetch --unshallow`, or `fetch-depth: 0` in GitHub Actions.
            """
        case .imageWithoutText: "Warning. An image has no alternative text. Say between the brackets what it shows."
        case .inlineCode:
            """
            Error. A page holds a script or style that the Content-Security-Policy blocks. Move it into a file \
            of the theme's `assets/`.
            """
        case .invalidUTF8: "Error. A file is not UTF-8. Save it as UTF-8."
        case .leftoverFile:
            """
            Warning; error where a published page refers to it. A file looks like a copy that an editor, a merge or an unfinished \
            download left (`~`, `.bak`, `.orig`, `.rej`, `.tmp`, `.swp`, `#x#`, `x.md.txt`). It is never published. Delete it, move it \
            out of the content folder, or rename it if it is meant to stay.
            """
        case .linkToDraft:
            """
            Error. A link or reference leads to a draft, which is not built. Set its status to active, or remove \
            the link until then.
            """
        case .linkWithoutText: "Warning. A link has no text. Say where it leads."
        case .misleadingTerm:
            """
            Warning. A phrase such as "open source" is said of a model whose published parts do not fit it. \
            Write "open weights", or speak of the licence. `terms` in `charter.yaml` sets the phrases.
            """
        case .modelLicence:
            """
            Error. `charter.yaml` names a model whose licence has no page in the portal, or whose page does not \
            say `decision: approved`. The portal obeys its own policy: name another model, or have the licence \
            reviewed.
            """
        case .modelSettings:
            """
            Error. A file of a model in `charter.yaml` has a source, name or SHA-256 that is not valid.
            """
        case .nestedTooDeep:
            """
            Warning. Lists, quotes or emphasis are nested more than 100 deep; the rest is shown as plain text. \
            Use fewer levels.
            """
        case .noHistory:
            """
            Warning. The site should show its history, but the content is in no git repository, or in one without a \
            commit, so the pages about earlier versions are left out. Build from a clone, or leave `history:` out of \
            `charter.yaml`.
            """
        case .notApproved:
            """
            Error. A policy is in force but has no `approved` date. Add the date, or make it a \
            draft.
            """
        case .osiApproval: "Error. `osi_approved` differs from what the SPDX list says."
        case .outputPath:
            """
            Error. A file of the site cannot stand on a disk under its path: a part of it is longer than 255 bytes, or it would \
            be a file and a folder at once. Rename the page or the file, or change the alias or redirect.
            """
        case .pageEnding:
            """
            Error. A file of markdown ends in `.markdown`, `.MD` or the like, so it is not a page, and is not published as a file \
            either. Rename it to `.md`.
            """
        case .pageGone:
            """
            Error. A page was published and is gone without a redirect: the last site in the output folder, the one that \
            `--previous` names, or the repository's history has it. Add its address to `aliases` of the page that replaces it, \
            to `redirects`, or to `gone` in `charter.yaml`.
            """
        case .pathForm:
            """
            Error. A file, a folder or something that the site would write has a name that a disk, a server, a browser or \
            a terminal reads as something else: it holds a control character, a mark of direction or one of \
            `" # % * : < > ? \\ |`, starts or ends with a space or a dot, is reserved on Windows (`aux.md`), is longer \
            than 250 bytes or is not UTF-8. It is left out. Rename it.
            """
        case .permitsBlockedModel:
            """
            Warning. A policy says that a model MAY be used that no use allows. Change the policy, or the model's evaluation \
            or the rules of decisions.
            """
        case .placeholder:
            """
            Error. A page in force still holds what `charter new` put where its writer must fill something in. Write what \
            holds, or make the page a draft.
            """
        case .policyNamesUnapprovedModel:
            """
            Note; error with `fail_on: [unlicensed model named]`. A policy links to a model whose licence is not \
            approved. Make sure that the policy says so, and name the model under `unapproved_models:`.
            """
        case .previousUnknown:
            """
            Note. The clone is shallow, so its history does not tell which pages there were, and none is missed. Clone the \
            whole history (`fetch-depth: 0`), or name the last site with `--previous`.
            """
        case .questionAnswered:
            """
            Warning. A question stands under `not_answered:`, and in the same words under `asked_as:`, here or at another page: \
            Ask would stay silent beside its answer. Remove the near miss, or the question if that place does not answer it.
            """
        case .questionPlace:
            """
            Error. `questions:` of a page, in its front matter or in its file of `content/questions/`, names a place, `at:`, \
            that is neither one of its requirements nor the id of one of its headings, so nothing answers them. \
            Requirements are named as R3, headings by what stands behind `#` in their address. Or a file of \
            `content/questions/` is called as no page is: `content/questions/policies/use.yaml` belongs to \
            `content/policies/use.md`. Rename it with its page, or remove it.
            """
        case .rawHTML: "Warning. Raw HTML is left out. Write markdown, or set `raw_html: true` in `charter.yaml`."
        case .redirectTarget:
            """
            Error. A redirect in `charter.yaml` leads to what is neither a page or file of the site nor an address that \
            starts with `https://` or `http://`. Write the address of a page, such as `folder/page.html`.
            """
        case .requirementGone:
            """
            Error. A requirement of the last commit, of the site in the output folder, or of the state that `--against` names has \
            left the register without a word. Put its number after the sentence that replaces it, with MUST or SHOULD in \
            capitals; or say under `withdrawn:` when and why it ended; or give the whole policy `status: retired`, or the id of \
            the policy that replaces it.
            """
        case .requirementMark:
            """
            Error. The number of a requirement, such as `{#R1}`, stands behind a sentence without MUST, SHOULD or MAY, or where no \
            requirement can be. Write the word in capitals, and the number after the sentence's period or at the end of a \
            table's cell.
            """
        case .requirementNegation:
            """
            Warning. A sentence says something else to the register than to its readers: the verb stands in capitals and the word \
            that turns it around does not (`MUST not`, `DARF … nicht`), or the words do not forbid though they seem to (`MAY NOT`, \
            `MUSS NICHT`, which is "need not"). Write a ban as MUST NOT or DARF NICHT, all in capitals.
            """
        case .requirementUnnumbered: "Warning. A requirement has no number of its own. Run `charter number`."
        case .resultsFile:
            """
            Error. The file that `results_file` names was not written by lm-evaluation-harness. Name the JSON \
            file that its `--output_path` wrote.
            """
        case .reviewOverdue:
            """
            Warning; error with `fail_on: [overdue]`. `review_by` has passed. Read the page, correct it and set \
            the next date.
            """
        case .reviewTooFar:
            "Warning. `review_by` lies more than three years ahead. Name a day on which somebody will read the page."
        case .securityPolicyMissing:
            """
            Error. A template writes a page without the `<meta>` that holds the Content-Security-Policy, or after \
            something that the page loads. Put `{{> partials/security}}` below `<meta charset>` in its head.
            """
        case .selfApproval: "Error. A policy's author and approver are the same."
        case .selfReview: "Warning. The reviewer of a page is its owner. Let somebody else read it."
        case .smartQuotes:
            """
            Warning. A value of front matter stands between curly quotation marks, which YAML takes for part of the value. \
            Use straight ones, or none.
            """
        case .specialFile: "Error. Something in the content folder is not a file, folder or link. Remove it."
        case .symlinkLoop: "Error. A folder is reached twice through a symbolic link. Remove the link."
        case .symlinkOutside: "Error. A symbolic link leads out of the content folder. Copy the file into the folder."
        case .templateMissing:
            """
            Error. A folder that `--templates` names does not exist. Correct the name; what no folder holds comes \
            with the program.
            """
        case .templateSyntax: "Error. A template cannot be read. Close every section with `{{/name}}`."
        case .templateUnknownName:
            """
            Error. A template names something that its context does not hold. See [templates.md](templates.md).
            """
        case .templateUnknownPartial:
            """
            Error. A template includes a partial that does not exist. The nearest one is suggested.
            """
        case .themeColour:
            """
            Error. `accent:` in `charter.yaml` is not a colour. Write it in hexadecimal digits between quotes, such as \
            `"#1d4f73"`: without quotes YAML takes it for a comment.
            """
        case .themeContrast:
            """
            Note. The accent is too light for text on the page (WCAG 2.2 asks for a contrast of 4.5). Links and marks have a \
            darker shade of it, which the note names. Nothing needs to be done.
            """
        case .translationBehind:
            """
            Warning. A translation is of an older text than its original is now: by `translation_of`, by the version, or by the day \
            of the last change. Its page says so to readers. Bring it up to date.
            """
        case .translationOriginal:
            """
            Error. A policy, licence or evaluation stands in the folder of a language, and no page of the portal's own language has \
            its path or id. What governs is decided in one language; write the original.
            """
        case .translationRequirement:
            """
            Warning. A translation lacks a requirement of its original, has one that the original does not have, or says MUST where \
            the original says SHOULD. The original governs; make both say the same.
            """
        case .unclosedFence:
            """
            Warning. Three backticks or tildes begin code that nothing ends, so that the rest of the page is code. Close it.
            """
        case .unclosedReference:
            """
            Warning. A reference starts with `[[` and has no `]]`, so it is printed as text. Close it.
            """
        case .unknownFrameworkItem:
            """
            Warning. A policy maps to an article, clause or function that the framework does not have, or that \
            Charter does not list. Start the entry with its number.
            """
        case .unknownLicenceID:
            """
            Error. `spdx` is not an id of the SPDX list; the nearest is suggested. For a licence that SPDX does not \
            list, write `LicenseRef-…`. A note where the id is deprecated.
            """
        case .unknownPerson:
            """
            Warning. A page or record names an owner, approver, reviewer and so on whom `people:` in `charter.yaml` does not \
            list; the nearest name is suggested. Correct the name, or add it to the list.
            """
        case .unreadableFile: "Error. A file or folder cannot be read. Check its permissions."
        case .unusedFootnote: "Warning. A footnote is never referred to; it is left out. Refer to it, or remove it."
        case .urlScheme:
            """
            Error. A link has a URL scheme that is not allowed. Link to `https://`, or add the scheme to \
            `url_schemes` in `charter.yaml`.
            """
        case .yamlAliases:
            """
            Error. Front matter has more than ten YAML aliases, which could expand without limit. Write the values out.
            """
        case .yamlSyntax:
            """
            Error. Front matter or a data file is not valid YAML, or YAML would read something else than what stands there. The message \
            names the slip: a tab or a space too many at the start of a line, a missing space behind `:` or `-`, a quotation mark or \
            bracket that is not closed, a value that holds `: ` or begins with a sign such as `&`, `*`, `@` or `%` and needs double \
            quotes. `charter fix` corrects those that can mean one thing only.
            """
        case .clauseFacts, .clauseQuote, .clauseTag, .licenceRecord, .licenceText, .quoteNotInText, .quoteSection,
            .unknownUse,
            .unquotedTag, .usePolicyItem:
            licenceExplanation
        }
    }
}
