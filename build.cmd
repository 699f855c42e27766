@setlocal & cd /d "%~dp0" && cargo xtask build %*
