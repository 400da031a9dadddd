/**
 * Stands in for @vscode/native-watchdog, a compiled second look at the parent process: VS Code's extension host asks by
 * itself each second whether its parent is there, and the tests stop the whole process group.
 */
exports.start = () => {};
exports.exit = (code) => process.exit(code);
