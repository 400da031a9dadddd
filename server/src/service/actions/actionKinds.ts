import { CodeActionKind } from "vscode-languageserver-types";

/** The kind of the action that applies all automatic fixes, to be named in `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.mcp-policy`;

/** The kind of the action that sorts the tools; people name it in `editor.codeActionsOnSave`. */
export const sortToolsKind = `${CodeActionKind.Source}.sortTools.mcp-policy`;
