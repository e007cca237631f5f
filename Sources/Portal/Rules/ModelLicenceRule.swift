import Diagnostics

extension Rule {
    /// The portal obeys its own policy: a model that the build runs has an approved licence.
    package static let modelLicences = Rule { $0.checkModels() }
}

/// Leave to open the models of a build. Only a library in which all their licences are approved gives it, and whatever
/// opens a model asks for it, so none is opened before that is known.
public struct ModelApproval: Sendable {
    fileprivate init() {}
}

extension Library {
    /// Leave to open the models that `charter.yaml` names; nil where the licence of one is not approved, which
    /// ``Library/diagnostics`` then say.
    public func approveModels() -> ModelApproval? { checkModels().isEmpty ? ModelApproval() : nil }

    /// The portal obeys its own policy: models of the build whose licence has no page, or is not approved.
    fileprivate func checkModels() -> [Diagnostic] {
        settings.models.compactMap { model in
            guard let page = licence(named: model.licence) else {
                let near = Suggestion(for: model.licence, among: pages(of: .licence).map(\.slug))
                return Diagnostic(
                    .error, .modelLicence, path: settings.path, range: model.licenceRange,
                    "Licence '\(model.licence)' of the model \(model.name) has no page" + near.question,
                    fixes: near.fixes(otherwise: "write its page first: charter new licence"))
            }
            let licence = page.licence ?? Licence(), decision = licence.decision
            guard decision != .approved || page.status == .retired else { return nil }
            return Diagnostic(
                .error, .modelLicence, path: settings.path, range: model.licenceRange,
                "The model \(model.name) may not run in a build: its licence is \(page.status == .retired ? "retired" : decision.rawValue), not approved",
                notes: [
                    .init(
                        path: displayPath(page), range: licence.statedDecision?.range ?? .fileStart,
                        text: "the decision")
                ],
                fixes: [.init("name a model whose licence is approved")])
        }
    }
}
