-- Opens a file in Neovim with `schema-architect lsp` as its language server, does what a person would do, and writes what
-- came of it as JSON. Run by lsp.test.mjs: PROGRAM, FILE and RESULT come in the environment.
local program, file, result = os.getenv('PROGRAM'), os.getenv('FILE'), os.getenv('RESULT')

local function finish(told)
  local out = assert(io.open(result, 'w'))
  out:write(vim.json.encode(told))
  out:close()
  vim.cmd('qa!')
end

local function main()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({ name = 'schema-architect', cmd = { program, 'lsp', '--dialect', 'postgresql' }, root_dir = '/' })
  vim.lsp.buf_attach_client(buffer, client)
  local function ask(method, params)
    local replies = assert(vim.lsp.buf_request_sync(buffer, method, params, 20000))
    local reply = assert(replies[client], method .. ' was not answered')
    assert(not reply.error, vim.inspect(reply.error))
    return reply.result
  end
  local function diagnostics(least)
    vim.wait(20000, function() return #vim.diagnostic.get(buffer) >= least end)
    return vim.tbl_map(function(one) return { code = one.code, line = one.lnum, column = one.col } end, vim.diagnostic.get(buffer))
  end
  local function lines() return vim.api.nvim_buf_get_lines(buffer, 0, -1, false) end

  local told = { before = diagnostics(1) }

  -- The cursor stands on orders.customer_id.
  vim.api.nvim_win_set_cursor(0, { 6, 4 })
  local place = vim.lsp.util.make_position_params(0, 'utf-16')
  told.hover = ask('textDocument/hover', place).contents.value

  local actions = ask('textDocument/codeAction', {
    textDocument = place.textDocument,
    range = { start = place.position, ['end'] = place.position },
    context = { diagnostics = {} },
  })
  told.actions = vim.tbl_map(function(action) return action.title end, actions)
  for _, action in ipairs(actions) do
    if action.title:find('^Add an index') then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
  end
  told.fixed = lines()
  -- Neovim sends the change; the finding goes when the answer has come.
  vim.wait(20000, function()
    return #vim.tbl_filter(function(one) return one.code == 'foreign-key-without-index' end, vim.diagnostic.get(buffer)) == 0
  end)
  told.after = diagnostics(0)

  vim.api.nvim_win_set_cursor(0, { 1, 15 })
  local rename = vim.lsp.util.make_position_params(0, 'utf-16')
  rename.newName = 'clients'
  vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', rename), 'utf-16')
  told.renamed = lines()

  vim.lsp.stop_client(client)
  told.stopped = vim.wait(20000, function() return vim.lsp.client_is_stopped(client) end)
  finish(told)
end

local ok, why = xpcall(main, debug.traceback)
if not ok then finish({ error = why }) end
