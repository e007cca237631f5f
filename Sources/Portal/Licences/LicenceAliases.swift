extension LicenceName {
    /// What people write for licences, folded, beside SPDX ids and names.
    ///
    /// Source of the ids of licences that SPDX does not list: ScanCode LicenseDB, https://scancode-licensedb.aboutcode.org/.
    static let aliases: [String: LicenceName] = {
        var table: [String: LicenceName] = [:]
        func add(_ licence: LicenceName?, _ names: String...) {
            guard let licence else { return }
            for name in names { table[folded(name)] = licence }
        }
        func spdx(_ id: String) -> LicenceName? { SPDXLicence.named(id).map { .spdx($0) } }
        func reference(_ key: String, _ name: String) -> LicenceName {
            .reference(id: "LicenseRef-scancode-" + key, name: name)
        }

        add(spdx("Apache-2.0"), "Apache", "Apache 2", "Apache 2.0", "Apache License 2", "Apache2.0", "ASL 2.0", "AL2")
        add(spdx("MIT"), "MIT", "Expat")
        add(spdx("BSD-3-Clause"), "BSD-3", "BSD 3 clause", "New BSD", "Modified BSD", "BSD new")
        add(spdx("BSD-2-Clause"), "BSD-2", "BSD 2 clause", "Simplified BSD")
        add(spdx("CC-BY-4.0"), "CC BY 4.0", "Creative Commons Attribution 4.0", "CC-BY")
        add(spdx("CC-BY-SA-4.0"), "CC BY-SA 4.0", "Creative Commons Attribution Share Alike 4.0", "CC-BY-SA")
        add(spdx("CC-BY-NC-4.0"), "CC BY-NC 4.0", "Creative Commons Attribution Non Commercial 4.0", "CC-BY-NC")
        add(spdx("CC-BY-ND-4.0"), "CC BY-ND 4.0", "Creative Commons Attribution No Derivatives 4.0")
        add(
            spdx("CC-BY-NC-SA-4.0"), "CC BY-NC-SA 4.0",
            "Creative Commons Attribution Non Commercial Share Alike 4.0", "CC-BY-NC-SA")
        add(spdx("CC-BY-NC-ND-4.0"), "CC BY-NC-ND 4.0")
        add(spdx("CC0-1.0"), "CC0", "CC0 1.0", "Creative Commons Zero", "Public domain CC0")
        add(spdx("ODC-By-1.0"), "ODC-By", "Open Data Commons Attribution")
        add(spdx("ODbL-1.0"), "ODbL", "Open Database")
        add(spdx("PDDL-1.0"), "PDDL")
        add(spdx("CDLA-Permissive-2.0"), "CDLA Permissive 2", "Community Data License Agreement Permissive 2.0")
        add(spdx("MPL-2.0"), "MPL 2", "Mozilla Public License 2")
        add(spdx("GPL-3.0-only"), "GPL 3", "GPLv3", "GPL-3.0")
        add(spdx("GPL-2.0-only"), "GPL 2", "GPLv2", "GPL-2.0")
        add(spdx("AGPL-3.0-only"), "AGPL 3", "AGPLv3", "AGPL-3.0")
        add(spdx("LGPL-3.0-only"), "LGPL 3", "LGPLv3", "LGPL-3.0")

        add(
            reference("llama-2-license-2023", "Llama 2 Community License Agreement"), "Llama 2", "llama2",
            "Llama 2 Community License", "Meta Llama 2 Community License")
        add(
            .named("Meta Llama 3 Community License Agreement"), "Llama 3", "llama3", "Llama 3 Community License",
            "Meta Llama 3 Community License Agreement")
        add(
            reference("llama-3.1-license-2024", "Llama 3.1 Community License Agreement"), "Llama 3.1", "llama3.1",
            "Llama 3.1 Community License", "Meta Llama 3.1 Community License")
        add(
            reference("llama-3.2-license-2024", "Llama 3.2 Community License Agreement"), "Llama 3.2", "llama3.2",
            "Llama 3.2 Community License", "Meta Llama 3.2 Community License")
        add(
            reference("llama-3.3-license-2024", "Llama 3.3 Community License Agreement"), "Llama 3.3", "llama3.3",
            "Llama 3.3 Community License", "Meta Llama 3.3 Community License")
        add(
            reference("llama-4-cla-2025", "Llama 4 Community License Agreement"), "Llama 4", "llama4",
            "Llama 4 Community License")
        add(
            reference("gemma-tou-2024-04-01", "Gemma Terms of Use"), "Gemma", "Gemma Terms of Use", "Gemma License",
            "Gemma Terms")
        add(
            reference("deepseek-la-1.0", "DeepSeek License Agreement"), "DeepSeek", "DeepSeek Model License",
            "DeepSeek License Agreement")
        add(
            reference("tongyi-qianwen-2023", "Tongyi Qianwen License Agreement"), "Tongyi Qianwen",
            "tongyi-qianwen-license-agreement")
        add(.named("Tongyi Qianwen Research License Agreement"), "tongyi-qianwen-research", "Qwen Research")
        add(.named("Qwen License Agreement"), "Qwen", "Qwen License Agreement")
        add(
            reference("bigscience-open-rail-m", "BigScience Open RAIL-M License"), "BigScience OpenRAIL-M",
            "bigscience-openrail-m")
        add(
            reference("bigscience-rail-1.0", "BigScience RAIL License v1.0"), "BigScience-BLOOM-RAIL-1.0", "Bloom",
            "BLOOM RAIL")
        add(
            reference("bigcode-open-rail-m-v1", "BigCode Open RAIL-M v1 License Agreement"),
            "BigCode OpenRAIL-M v1", "bigcode-openrail-m")
        add(
            reference("nvidia-open-model-2025-04-28", "NVIDIA Open Model License"), "NVIDIA Open Model License",
            "NVIDIA Open Model License Agreement")
        add(
            reference("openmdw-1.0", "OpenMDW License Agreement 1.0"), "OpenMDW", "OpenMDW-1.0")
        add(
            reference("ai-sweden-llm-ai-model-2023", "AI Sweden's LLM AI Model License Agreement"),
            "AI Sweden's LLM AI Model License Agreement")
        for name in [
            "Databricks Open Model License", "Falcon-180B TII License", "Baichuan-7B License",
            "BAAI Aquila Model License", "ChatGLM-6B License", "ChatGLM2-6B License", "ChatGLM3-6B License",
            "CodeFuse Community License", "apple-sample-code-license", "arXiv.org perpetual non-exclusive license 1.0",
            "Dialogue Model and Data Evaluation License Agreement", "OpenRAIL",
        ] { add(.named(name), name) }
        add(
            .named("arXiv.org perpetual non-exclusive license 1.0"), "arXiv.org - Non-exclusive license",
            "arXiv.org - Non-exclusive", "arxiv non exclusive", "arxiv-non-excluse-1.0",
            "arXiv.org perpetual, non-exclusive license 1.0")

        add(.none(.unlicensed), "unlicensed", "none", "no license")
        add(
            .none(.notReleased), "Component not included", "Component not include", "Component Component not included",
            "Component not included but listed sources", "not included")
        add(.none(.undisclosed), "Undisclosed", "unknown", "not disclosed")
        add(.named("Proprietary"), "Proprietary", "Commercial")
        add(
            .several, "datasets with \"mit\" “apache-2”, “bsd-3-clause”, “bsd-2-clause”, “cc0-1.0”, “unlicense”, “isc”",
            "commercial use restrcitions; Apache 2.0, TeleChat模型社区许可协议",
            "commercial use restrcitions; CC-BY-NC-SA-4.0",
            "mc4, cc100, wikipedia, EleutherAI/pile, togethercomputer/RedPajama-Data-1T")
        return table
    }()
}
