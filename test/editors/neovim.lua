-- Opens a policy in Neovim, and prints what the editor shows. Run by neovim.sh, which gives it the settings of
-- docs/other-editors.md.
local function wait(what, ready)
  if not vim.wait(20000, ready, 20) then
    print("No " .. what .. " after 20 seconds.")
    vim.cmd("cquit")
  end
end

local function ask(method, line, character)
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = character } }
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do return answer.result end
end

local function place(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = line:find(text, 1, true)
    if at then return number - 1, at end
  end
end

print("Neovim " .. vim.version().major .. "." .. vim.version().minor .. "." .. vim.version().patch)
vim.cmd("edit policy.json")
wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
print(string.format("File type %s, colours of %s", vim.bo.filetype, vim.bo.syntax))
print("\nDiagnostics")
for _, found in ipairs(vim.diagnostic.get(0)) do
  print(string.format("  %d:%d %s (%s)", found.lnum + 1, found.col + 1, found.message, found.code))
end
if vim.env.SHOWS == "diagnostics" then
  print("")
  vim.cmd("qall!")
end

local line, character = place("ai_invoice_plugins_reload")
local hover = ask("textDocument/hover", line, character)
print("\nHover")
for _, text in ipairs(vim.split(hover.contents.value, "\n")) do
  if text ~= "" then print("  " .. text) end
end

line, character = place('"window"')
local completion = ask("textDocument/completion", line, character + 10)
print("\nCompletion")
for _, item in ipairs(completion.items or completion) do
  print("  " .. item.label)
end
print("")
vim.cmd("qall!")
