/// The phrases of the attributes.
extension QuestionAttribute {
    /// Its phrases, as they are written, in English and some German.
    var phrases: [String] {
        Self.written(self).split(separator: ",").map { $0.drop(while: \.isWhitespace) }.map(String.init)
    }

    /// With commas between.
    private static func written(_ attribute: QuestionAttribute) -> String {
        switch attribute {
        case .context:
            """
            context length, context window, context size, context, how many tokens, max tokens, maximum tokens, \
            token limit, how long a text, how long a document, how much text, Kontextlänge, Kontextfenster, \
            Kontext, wie viele Tokens, how much text at once, read at once, take in at once, how much can read, \
            how many pages, how many words, how many characters, how long text be, how long document be, how \
            long prompt be, how long input be, how long an input, input length, input limit, longest text, \
            longest document, longest input, length limit, maximum length, sequence length, token window, number \
            of tokens, tokens at once, whole book at once, wie viel Text, wie lange Texte, wie viele Seiten, \
            Tokenlimit, Eingabelänge, auf einmal lesen, text at once, most text at once, reads the most text, \
            tokens in context, how many tokens in context
            """
        case .memory:
            """
            vram, file size, size of the files, size on disk, how many GB as published, how much GB, gpu memory, \
            memory, how many gigabytes, how many gb, how much ram, what card, which card, what gpu, which gpu, \
            how many gpus, graphics card, size in memory, what hardware, which hardware, fit on, fits on, fit \
            into, fits into, run on card, does it fit, will it fit, two gpus, gpus or one, GiB, BF16, FP16, run \
            on gpu, run on gpus, run on hardware, run on laptop, how much vram, how much memory, how much gpu \
            memory, how many cards, passt auf, läuft auf Karte, 16 bit, 8 bit, 4 bit, Q4 K M, Q8 0, Speicher, \
            welche Karte, Grafikkarte, wie viel Speicher, how much storage, how much disk space, disk space, how \
            many gigs, system requirements, hardware requirements, minimum hardware, what machine, which \
            machine, how big a card, how big a gpu, how big are the files, how large are the files, single gpu, \
            on one gpu, on one card, how many H100, need H100, gaming pc, when quantised, Arbeitsspeicher, \
            Speicherbedarf, wie viel RAM, welche Hardware, welche GPU, wie viele Gigabyte, how many cards \
            needed, number of gpus, number of cards, heavier to run, lighter to run
            """
        case .languages:
            """
            languages, names it, which language, what language, speak, understand, Sprachen, welche Sprachen, \
            spricht, multilingual, monolingual, bilingual, polyglot, English only, only English, non-English, \
            other than English, besides English, apart from English, proficient in, converse in, how many \
            languages, in how many languages, supported languages, languages supported, support for languages, \
            languages covered, languages named, languages on the card, languages does the card name, knowledge \
            of languages, which tongues, mehrsprachig, wie viele Sprachen, unterstützte Sprachen, \
            Sprachkenntnisse, versteht, beherrscht
            """
        case .openness:
            """
            open source, really open, fully open, fully open source, how open, openness, quelloffen, open weights, weights open, \
            OSI approved, OSI, open-sourced, offener Quelltext, truly open, completely open, genuinely open, \
            partly open, partially open, open or closed, closed or open, is closed source, source available, \
            free software, FOSS, count as open, what is open, which parts are open, what parts are open, parts \
            are closed, what is closed, proprietary or open, openwashing, are weights public, weights publicly \
            available, wie offen, wirklich offen, offene Gewichte, freie Software, offene Lizenz, is there a \
            paper, paper about, technical report, part is not published, part is not fully published, which part \
            is not published, not fully published, more open, less open, most open, published in part
            """
        case .trainingData:
            """
            data was trained on, data it was trained on, data were used for training, training data published, \
            training data public, training data, what was it trained on, datasets, Trainingsdaten, what data \
            went into, data went into, what went into, pretraining data, pretraining corpus, training data come \
            from, where training data from, data learned from, what did learn from, what was fed, what was \
            pretrained on, what was trained with, data was trained with, data used in training, data used to \
            train, how many tokens trained on, tokens trained on, what texts trained on, whose data trained on, \
            trained on Common Crawl, scraped from the web, data documentation, data documented, disclose the \
            data, womit trainiert, worauf trainiert, welche Daten trainiert, Datengrundlage, Daten fürs \
            Training, publish the data, published the data, published what was trained on, texts was trained on, \
            what was trained on, data was trained on public, texts that was trained on, look at the training \
            data
            """
        case .trainingCode:
            """
            training code, training scripts, Trainingscode, code was trained with, code was used for training, \
            code used for training, code used to train, code for its training, code for the training, code of \
            the training, code behind the training, scripts was trained with, scripts used for training, scripts \
            used to train, training recipe, recipe for training, training repository, training software, \
            training framework, pretraining code, pretraining scripts, reproduce the training, repeat the \
            training, code to reproduce, programs was trained with, Skripte fürs Training, Trainingssoftware, \
            Trainingsrezept, Code fürs Training, Code des Trainings, Quellcode des Trainings
            """
        case .licence:
            """
            under which licence, under what terms, under which terms, what terms, which terms, what are the \
            terms of, which licence, what licence, licence of, licence, license, welche Lizenz, unter welcher \
            Lizenz, Lizenz, how is licensed, how licensed, licensed under, released under, published under, \
            licence released under, licence published under, distributed under, what legal terms, usage terms, \
            which legal terms, terms apply, which agreement, what agreement, which version of the licence, EULA, \
            SPDX, kind of licence, type of licence, name of the licence, version of the licence, lizenziert, \
            Lizenzbedingungen, welche Nutzungsbedingungen, welcher Lizenzvertrag, Lizenztext, Lizenztyp, share \
            one licence, share a licence, same licence, one licence, old licence
            """
        case .maker:
            """
            who makes, who made, which company, what company, which firm, from which maker, which maker, who \
            trained, who published, who released, made in, von wem, by whom, from whom, who is the maker, who is \
            the developer, where does it come from, wer steckt hinter, who built, who developed, who develops, \
            maker of, the developer of, developed by, made by, who is behind, wer hat entwickelt, Hersteller, \
            who created, creator of, who produced, produced by which, who invented, who owns the model, who \
            provides, who stands behind, who is from, whose model is, company behind, firm behind, team behind, \
            lab behind, people behind, name of the maker, name of the developer, who is the manufacturer, \
            manufacturer of, who is the vendor, who is the provider, who is the creator, which organisation \
            made, which country come from, wer entwickelt, wer steckt dahinter, wer hat gemacht, wer hat \
            trainiert, welche Firma, woher kommt, comes from which, which institute, which institution, which \
            lab, what lab, from which institute, which university
            """
        case .released:
            """
            released, date published, was published, when published, date of publication, publication date, \
            since when out, came out, release date, when did it come out, come out, how old, erschienen, wie \
            alt, when did they launch, when launched, when was made, date of release, day of release, month of \
            release, year of release, what year, which year, how recent, how new, how long out, how long been \
            available, since when available, when made available, when did appear, first appeared, when issued, \
            date of issue, how many years old, how many months old, wann veröffentlicht, Erscheinungsdatum, \
            Veröffentlichungsdatum, seit wann gibt es, seit wann verfügbar, wann kam heraus, aus welchem Jahr
            """
        case .parameters:
            """
            how many parameters, how many params, params per token, parameters per token, active parameters, \
            parameter count, params, how many weights, how many billions, how big, how large, parameters, wie \
            groß, Parameter, number of parameters, model size, size in billions, size in parameters, how small, \
            how tiny, number of weights, weight count, count of weights, number of billions, billions of \
            weights, billion weights, how many b, how many active, active weights, weights active, weights per \
            token, active per token, total weights, wie viele Milliarden, wie viele Parameter, wie viele \
            Gewichte, Parameterzahl, Parameteranzahl, Anzahl der Parameter, Anzahl der Gewichte, Modellgröße, \
            wie klein
            """
        case .users:
            """
            how many users, cap on users, user cap, user limit, users limit, user threshold, user limit per \
            month, monthly users, monthly active users, limit of users, wie viele Nutzer, Nutzergrenze, limit on \
            users, maximum users, max users, how many persons, how many customers may, how many visitors may, \
            how many citizens may, number of users, maximum number of users, how many end users, too many users, \
            million users, users per month, users a month, user ceiling, ceiling on users, user threshold \
            clause, threshold for users, user restriction, restriction on users, our user base, audience size, \
            MAU, wie viele Benutzer, wie viele Menschen, Nutzerzahl, Anzahl der Nutzer, Obergrenze für Nutzer, \
            Millionen Nutzer, Nutzerlimit, how many users may, users before, many users must we ask, monthly \
            users before
            """
        case .notices:
            """
            what line has to be shown, line has to be shown, lines to show, what line, notice wording, notice \
            file, text of the notice, notice, what do we print, what do we have to print, attribution, what must \
            be shown, what do we have to show, what must we show, credit line, built with, wording of the \
            notice, what text must be shown, welcher Hinweis, who do we have to credit, whom do we have to \
            credit, have to credit, must we credit, need to credit, credit the maker, have to acknowledge, must \
            we acknowledge, acknowledge the maker, which acknowledgement, mention the maker, copyright line, \
            copyright statement, what has to be printed, what must be printed, what must be displayed, what has \
            to be displayed, what do we have to display, which line must, which sentence must, which words must, \
            line under each page, what do we have to write on, line on our website, Namensnennung, müssen wir \
            nennen, Urheberhinweis, welche Zeile, wen müssen wir nennen, Lizenzhinweis, exact sentence, sentence \
            to display, have to display, must display, copyright notice, sentence goes into the notice, what \
            sentence, which sentence, what to display, exact line, line have to put, line on the website
            """
        case .handingOn:
            """
            go along with, go with a copy, notices go with a copy, mark changes, goes along with, has to go \
            along, go with it, what do we pass along, what goes with a copy, what has to go with, what must go \
            with, duties when we hand on, what do we have to include, what do we have to pass on, what must we \
            include, what must be included, what has to be included, what do we enclose, what has to be \
            enclosed, include a copy of the licence, copy of the licence, copy of the agreement, attach the \
            licence, pass on the licence, pass the terms on, what do recipients get, what must recipients get, \
            duties when we distribute, duties when we pass it on, duties when we redistribute, obligations when \
            we redistribute, conditions of redistribution, rules for redistribution, copyleft, share alike, mark \
            our changes, say what we changed, state our changes, was muss beiliegen, Pflichten bei der \
            Weitergabe, Kopie der Lizenz, Änderungen kennzeichnen, Lizenz beilegen, must go along, what must go \
            along, must be enclosed, to enclose, include when passing on, anything to include, have to include, \
            include when handing on, enclosed with copies, what papers must go along, papers go along
            """
        case .patents:
            """
            patent rights, patent, patents, Patente, patent licence, patent license, patent grant, grant of \
            patents, licence for patents, patent clause, patent protection, patent claims, patent promise, \
            patent covenant, patent risk, software patents, patents of the maker, patents of contributors, use \
            their patents, covered by patents, what about patents, which patents, whose patents, rights to \
            inventions, rights in inventions, IP grant, Patentrecht, Patentlizenz, Patentklausel, Patentschutz, \
            Patentansprüche
            """
        case .law:
            """
            whose law and courts, which law, whose law, what law, courts, jurisdiction, place of court, \
            Gerichtsstand, applicable law, governing law, in which court, which court, before which court, court \
            of which country, law of which country, law of which state, under which law, under whose law, which \
            state's law, which legal system, legal venue, place of jurisdiction, governed by, what governs it, \
            where can we be sued, where can they sue us, where can we sue, where are disputes, disputes settled, \
            dispute resolution, arbitration clause, choice of law, welches Recht, welches Gericht, anwendbares \
            Recht, nach welchem Recht, Rechtswahl, country's law, law governs, be sued, sued over, where would \
            be sued, which country's law, what country's law, which country's court, which court decides, courts \
            decide
            """
        case .naming:
            """
            naming rule, about the name, call our, call it, call the tuned, name of our model, what our model \
            must be called, what must our model be called, what must the model be called, what must it be \
            called, model must be called, name our model, how do we have to name, what do we have to call, must \
            the name, name prefix, have to be called, has to be called, must be called, may we name it, must we \
            name it, do we name it, how may we name, what do we name, rename it afterwards, rename our model, \
            name must start, name start with, name begin with, naming requirement, naming clause, naming \
            condition, rules for names, name of the derivative, name of the tuned model, name of our version, \
            name our version, name the tuned, free to name, keep the name, wie muss heißen, muss heißen, Name \
            unseres Modells, Namensregel, Modell umbenennen, have in its name, in its name, in the name
            """
        case .remote:
            """
            switch off from afar, switch us off, turn us off, off from afar, from afar, switch off remotely, \
            remotely, remote restriction, restrict remotely, turn off remotely, pull the plug, kill switch, shut \
            us off, shut us down, cut us off, cut off our access, lock us out, can they turn it off, they turn \
            off, they switch off, they shut down, they disable, they deactivate, can they stop us, maker switch \
            off, maker turn off, maker shut down, maker disable, maker stop us, stop us from using, stop us \
            using, take it away from us, from a distance, restrict our usage, aus der Ferne, Fernabschaltung, \
            uns abschalten, Hersteller abschalten, Stecker ziehen, uns aussperren
            """
        case .distillation:
            """
            distilled from, distilling, distillation a derivative, distil from, distilled models, something \
            distilled, derivative, distillation, distillation rule, distillation clause, does distillation, say \
            on distillation, model made from its outputs, models made with its outputs, models made from its \
            answers, model trained on its outputs count, count as derived, considered derived, model derived \
            from outputs, derived by distillation, derived through outputs, derived work by outputs, knowledge \
            distillation, teacher model, student model, teacher for another, Destillation, destillieren, \
            destilliert, gilt als abgeleitet, Destillat, Modell aus Ausgaben, aus Ausgaben abgeleitet
            """
        case .commercial:
            """
            commercial use, commercially, used commercially, for business, in business, make money with, \
            kommerziell, earn money, non-commercial, noncommercial, not commercial, commercial or not, \
            commercial purposes, commercial licence, commercial rights, commercial clause, commercial \
            restriction, commercial exploitation, commercial context, used for profit, make a profit, make \
            profit with it, earn from it, earn with it, charge money, charge fees, private use only, academic \
            use only, gewerbliche Nutzung, Geld verdienen, Gewinnabsicht
            """
        case .region:
            """
            region limit, regions, which countries, what countries, country limit, country restriction, \
            geographic limit, geographical limit, geographic restriction, geographical restriction, territorial \
            limit, excluded countries, exclude Europe, exclude the EU, EU excluded, Europe excluded, EU \
            exclusion, EU clause, EU companies, companies in the EU, valid in Europe, available in Europe, \
            usable in Europe, anywhere in the world, valid worldwide, welche Länder, in welchen Ländern, EU \
            ausgeschlossen, Gebietsbeschränkung, weltweit gültig
            """
        case .forbidden:
            """
            forbidden uses, forbidden use, prohibited uses, prohibited use, use restrictions, use under the, \
            what is forbidden, what does it forbid, what does forbid, does it forbid, does forbid, forbid, what \
            does rule out, excluded uses, acceptable use policy, use policy, was ist verboten, verbotene Zwecke, \
            what is prohibited, what does prohibit, does prohibit, what is banned, what is not allowed, what may \
            we not do, what must we not do, what can we not do, what are we not allowed, what may not be used \
            for, what can not be used for, banned uses, banned purposes, prohibited purposes, prohibited \
            applications, excluded purposes, disallowed uses, restricted uses, off limits, usage restrictions, \
            usage rules, restrictions on use, limits on use, field of use, was dürfen wir nicht, verbietet, \
            Nutzungsbeschränkungen, ausgeschlossene Zwecke
            """
        case .ending:
            """
            how does it end, licence ends, if the licence ends, when does it end, how does end, when does end, \
            what ends, can be ended, revoked, revoke, withdraw the licence, terminate, termination, how it ends, \
            Kündigung, what happens if we breach, if we break the licence, if we break the terms, if we violate \
            the licence, if we violate the terms, consequences of a breach, take it back, take the licence back, \
            can they cancel, cancel the licence, lose the licence, lose our rights, lose the right, when does \
            expire, licence expire, how long is valid, licence run out, irrevocable, ever expire, cure period, \
            must stop using, have to stop using, wann endet, Lizenz gekündigt, widerrufen, unwiderruflich, wie \
            lange gilt, end after a breach, licence end, end the terms, end the licence, ends the contract, ends \
            the agreement, end the agreement, does the licence end, after a breach, when breached, take away \
            from us, take it away
            """
        case .indemnity:
            """
            indemnity, indemnify, hold harmless, claims of third parties, third party claims, who pays for \
            claims, protect the maker, Freistellung, indemnification, who pays if, who pays the damages, who \
            bears the costs, cover their costs, cover the costs of the maker, their legal costs, their legal \
            fees, lawyers' fees, compensate the maker, compensate them, reimburse the maker, reimburse them, \
            defend the maker, defend them, protect them from claims, claims against the maker, claims against \
            them, claims by others, claims of others, claims by third parties, if somebody sues them, if someone \
            sues them, someone sues the maker, schadlos halten, wer zahlt wenn, Freistellungsklausel
            """
        case .suing:
            """
            if we sue, litigation, lawsuit, sue the maker, if we sue over, we sue, sue somebody, suit ends, \
            Klage, take them to court, take the maker to court, go to court against, bring a suit, bring an \
            action, file a suit, take legal action, legal action against the maker, legal proceedings against \
            the maker, legal steps against the maker, patent litigation, patent lawsuit, patent suit, sue over \
            patents, sue for infringement, sue them, sue anybody, sue other users, whoever sues, suing the \
            maker, suing over, right to sue, infringement suit, claim infringement, counterclaim, verklagen, den \
            Hersteller verklagen, Patentklage, Rechtsstreit mit dem Hersteller, gerichtlich vorgehen
            """
        case .hosting:
            """
            hosting count, hosting is distribution, count as distribution, count as handing on, hosting \
            distribution, hosting redistribution, hosting handing on, hosting as handing on, does hosting count, \
            count hosting as, count as redistribution, count as passing on, count as sharing, count as making \
            available, considered distribution, considered redistribution, treated as distribution, regarded as \
            distribution, service count as, API count as, access over an API count, duties when we host, \
            obligations when we host, duties of a host, if we only host, network clause, SaaS clause, SaaS \
            loophole, hosting clause, gilt als Weitergabe, zählt als Weitergabe, gilt als Verbreitung, zählt \
            Hosting, Dienst als Weitergabe, hosting for others, same as handing on, zählt als Weitergabe wenn \
            nur hosten, nur hosten, hosting same as, hosten als Weitergabe
            """
        case .models:
            """
            which models are, which models are under, which models have, which models come under, what models \
            have, what models are under, which models use, what models use, which models does cover, which \
            models does apply to, which models fall under, models covered by, models governed by, models \
            published under, models released under, models licensed under, models under this licence, models \
            with this licence, models under it, list the models, how many models are under, what is licensed \
            under, what is published under, welche Modelle stehen unter, welche Modelle sind unter, welche \
            Modelle haben, welche Modelle fallen unter, Modelle unter dieser Lizenz, Modelle mit dieser Lizenz, \
            wie viele Modelle, Liste der Modelle
            """
        }
    }
}
