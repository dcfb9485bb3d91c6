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
#include <openssl/x509v3.h>

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

/// A certificate that a key signs for itself, as DER that the caller frees; its length is 0 if
/// libcrypto cannot make it. The names are those of an X.509 subjectAltName.
static inline int posthaste_self_signed_certificate(
    EVP_PKEY *key, const char *common_name, const char *names, uint64_t serial, long seconds,
    unsigned char **der) {
    X509 *certificate = X509_new();
    if (certificate == NULL) return 0;
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, names);
    int is_made = extension != NULL && X509_set_version(certificate, 2)
        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial)
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        && X509_gmtime_adj(X509_getm_notAfter(certificate), seconds)
        && X509_NAME_add_entry_by_txt(
            name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0)
        && X509_set_issuer_name(certificate, name) && X509_set_pubkey(certificate, key)
        && X509_add_ext(certificate, extension, -1) && X509_sign(certificate, key, EVP_sha256());
    int length = is_made ? i2d_X509(certificate, der) : 0;
    X509_EXTENSION_free(extension);
    X509_free(certificate);
    return length < 0 ? 0 : length;
}
