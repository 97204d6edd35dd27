-- Drives one Neovim as its user would: opens a migration, waits for the squiggle, hovers, takes the fix, saves.
-- Works from Neovim 0.7.2 on: where the configuration of 0.11 exists it is used, else the one of 0.7.
local file = assert(os.getenv('KNEXLINT_FILE'))
local root = assert(os.getenv('KNEXLINT_ROOT'))
local decode = (vim.json or vim.fn).decode
local command = decode(assert(os.getenv('KNEXLINT_COMMAND')))
local expect = decode(assert(os.getenv('KNEXLINT_EXPECT')))
local patience = tonumber(os.getenv('KNEXLINT_PATIENCE') or '30') * 1000
local modern = vim.lsp.config ~= nil and vim.lsp.enable ~= nil

local function fail(message)
  io.stdout:write('FAILED ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function check(condition, message)
  if not condition then error(message, 0) end
  io.stdout:write('ok     ' .. message .. '\n')
end

local ended
local function note_end(code) ended = code end

local function start(buffer)
  if modern then
    vim.lsp.config('knexlint', {
      cmd = command,
      filetypes = { 'typescript', 'javascript' },
      root_markers = { 'package.json' },
      on_exit = note_end,
    })
    vim.lsp.enable('knexlint')
    vim.bo[buffer].filetype = 'typescript'
    vim.wait(patience, function() return #vim.lsp.get_clients({ bufnr = buffer }) > 0 end, 20)
    return vim.lsp.get_clients({ bufnr = buffer })[1]
  end
  local id = vim.lsp.start_client({
    name = 'knexlint',
    cmd = command,
    on_exit = note_end,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = 'service' } },
  })
  if not id then return nil end
  vim.lsp.buf_attach_client(buffer, id)
  return vim.lsp.get_client_by_id(id)
end

local function request(client, method, parameters, buffer)
  if modern then return client:request_sync(method, parameters, patience, buffer) end
  return client.request_sync(method, parameters, patience, buffer)
end

local function reported(buffer, rule)
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    local said = each.code or (each.user_data and each.user_data.lsp and each.user_data.lsp.code)
    if said == rule then return each end
  end
end

local function take_action(title)
  local function matches(action) return action.title:find(title, 1, true) ~= nil end
  if modern then
    vim.lsp.buf.code_action({ apply = true, filter = matches })
    return
  end
  vim.ui.select = function(items, _, choose)
    for at, item in ipairs(items) do
      if matches(item[2] or item.action) then return choose(item, at) end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
end

local function text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local buffer = vim.api.nvim_get_current_buf()
  local client = start(buffer)
  check(client, 'the server starts')

  check(vim.wait(patience, function() return reported(buffer, expect.rule) ~= nil end, 20), 'a squiggle: ' .. expect.rule)
  local found = reported(buffer, expect.rule)
  local line = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, false)[1]
  local marked = line:sub(found.col + 1, found.end_lnum == found.lnum and found.end_col or #line)
  check(marked == expect.marked, 'it marks [' .. marked .. ']')
  check(found.source == 'knexlint', 'it says where it comes from')

  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local parameters
  if modern then
    parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
  else
    parameters = vim.lsp.util.make_position_params()
  end
  local hover = request(client, 'textDocument/hover', parameters, buffer)
  local said = hover and hover.result and hover.result.contents.value or ''
  for _, words in ipairs(expect.hover) do
    check(said:find(words, 1, true), 'hover says: ' .. words)
  end

  take_action(expect.action)
  check(vim.wait(patience, function() return text(buffer):find(expect.fixed[1], 1, true) ~= nil end, 20), 'the fix is applied')
  check(vim.wait(patience, function() return reported(buffer, expect.rule) == nil end, 20), 'the squiggle is gone')
  vim.cmd('silent write')
  local saved = table.concat(vim.fn.readfile(file), '\n')
  for _, words in ipairs(expect.fixed) do
    check(saved:find(words, 1, true), 'on disk: ' .. words)
  end

  -- an empty statement in up(): templates
  vim.api.nvim_buf_set_lines(buffer, expect.insert_at, expect.insert_at, false, { '' })
  local at = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = expect.insert_at, character = 0 } }
  local completion = request(client, 'textDocument/completion', at, buffer)
  local items = completion and completion.result and (completion.result.items or completion.result) or {}
  check(#items > 0 and items[1].label:find('knex-', 1, true) == 1, 'completion offers templates')

  if modern then client:stop() else client.stop() end
  check(vim.wait(patience, function() return ended ~= nil end, 20), 'the server leaves')
  check(ended == 0, 'it was asked to, politely')
  io.stdout:write('done   ' .. vim.fn.execute('version'):match('NVIM [%w%.%-]+') .. '\n')
  vim.cmd('qall!')
end

local good, problem = pcall(run)
if not good then fail(tostring(problem)) end
