import Portal
import Primitives

extension SiteContext {
    /// The pages that come from one source each, in the order of their sources. What introduces a list is not a page.
    ///
    /// - Parameter renderKey: a hash of the tool and of all templates.
    func contentPages(_ bodies: PageBodies, _ templates: TemplateSet, renderKey: String) -> [PendingFile] {
        library.pages.indices.filter { !library.pages[$0].isIntroduction }.map { index in
            PendingFile(
                library.pages[index].url, source: library.displayPath(library.pages[index]),
                .keyed {
                    var (template, context) = contentContext(ofPage: index)
                    var digest = ContentDigest()
                    digest.add(renderKey)
                    digest.add(template)
                    context.hash(into: &digest)
                    bodies.addKey(ofPage: index, to: &digest)
                    let key = digest.finish()
                    return (
                        key,
                        {
                            context["content"] = .html(bodies.html(ofPage: index))
                            return Array(templates.render(template, context).utf8)
                        }
                    )
                })
        }
    }
}
