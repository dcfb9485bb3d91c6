ln -s ../Other Shop/Linked
@POSTHASTE@ run Shop --working-dir work --no-insecure-file-read || true
