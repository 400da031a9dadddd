/** Stands in for VS Code's own preview of Markdown, which code-server does not build for browsers: shows the text as it is. */
const vscode = require("vscode");

const viewType = "vscode.markdown.preview.editor";

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.window.registerCustomEditorProvider(viewType, {
      resolveCustomTextEditor(document, { webview }) {
        const text = document.getText().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
        webview.html = `<!DOCTYPE html><html><body><pre>${text}</pre></body></html>`;
      },
    }),
    vscode.commands.registerCommand("markdown.showPreview", (uri) =>
      vscode.commands.executeCommand("vscode.openWith", uri, viewType),
    ),
  );
};
