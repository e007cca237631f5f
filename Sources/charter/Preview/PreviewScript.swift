/// What the preview adds to pages: reloading, and a panel with diagnostics.
enum PreviewScript {
    static let script = """
        (function () {
          "use strict";
          var revision = Number(document.currentScript.dataset.revision);
          var isList = "problems" in document.currentScript.dataset;
          var panel = null;
          function show(state) {
            if (panel) panel.remove();
            panel = null;
            if (isList || !state.problems.length) return;
            panel = document.createElement("details");
            panel.className = "charter-problems" + (state.hasErrors ? " has-errors" : "");
            panel.open = state.hasErrors;
            var title = document.createElement("summary");
            title.textContent = state.problems.length + (state.problems.length === 1 ? " problem" : " problems") +
              (state.hasErrors ? ": this page shows the last sound build" : "");
            var list = document.createElement("pre");
            list.tabIndex = 0;
            list.textContent = state.problems.join("\\n");
            var more = document.createElement("a");
            more.href = "/_charter/problems";
            more.textContent = "All problems, with what to do";
            panel.append(title, list, more);
            panel.setAttribute("role", "alert");
            document.body.append(panel);
          }
          function isOld(state) { return state.revision !== revision && (isList || !state.hasErrors); }
          function wait(after) {
            fetch("/~charter/state?after=" + after).then(function (answer) { return answer.json(); }).then(function (state) {
              if (after >= 0 && isOld(state)) { location.reload(); return; }
              revision = state.revision;
              show(state);
              wait(state.revision);
            }).catch(function () { setTimeout(function () { wait(after); }, 1000); });
          }
          fetch("/~charter/state?after=-2").then(function (answer) { return answer.json(); }).then(function (state) {
            if (isOld(state)) { location.reload(); return; }
            show(state);
            wait(state.revision);
          });
        })();
        """

    static let style = """
        .charter-problems { position: fixed; left: 0; right: 0; bottom: 0; z-index: 100; max-height: 60vh; overflow: auto;
          margin: 0; padding: 0.6rem 1rem; background: #3b2a00; color: #fff; font: 14px/1.5 system-ui, sans-serif; }
        .charter-problems.has-errors { background: #5c1210; }
        .charter-problems summary { cursor: pointer; font-weight: 600; }
        .charter-problems a { color: inherit; }
        .charter-problems pre { background: none; border: 0; color: inherit; white-space: pre-wrap; margin: 0.5rem 0 0; padding: 0; }
        """
}
