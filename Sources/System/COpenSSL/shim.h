#pragma once

#include <string.h>

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/// Gives the passphrase that PEM_read_bio_PrivateKey asks for. Without one it must say so itself:
/// libcrypto's own answer would be to ask at the terminal.
static inline int posthaste_passphrase(char *buffer, int size, int writing, void *passphrase) {
    (void)writing;
    if (passphrase == NULL) return -1;
    size_t length = strlen((const char *)passphrase);
    if (length > (size_t)size) return -1;
    memcpy(buffer, passphrase, length);
    return (int)length;
}

/// The private key of a PEM text, owned by the caller; NULL if there is none.
static inline EVP_PKEY *posthaste_read_private_key(
    const char *pem, int length, const char *passphrase) {
    BIO *memory = BIO_new_mem_buf(pem, length);
    if (memory == NULL) return NULL;
    EVP_PKEY *key =
        PEM_read_bio_PrivateKey(memory, NULL, posthaste_passphrase, (void *)passphrase);
    BIO_free(memory);
    return key;
}

/* Selections of EVP_PKEY_fromdata: macros of several terms, which are not imported. */
static const int posthaste_key_pair = EVP_PKEY_KEYPAIR;
static const int posthaste_public_key = EVP_PKEY_PUBLIC_KEY;
