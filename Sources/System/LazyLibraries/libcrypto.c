#ifdef __linux__

#include "lazy.h"

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

static struct lazy_library library = {.name = "libcrypto.so.3"};

LAZY(int, BIO_free, (BIO *a), (a))
LAZY(BIO *, BIO_new_mem_buf, (const void *buf, int len), (buf, len))
LAZY(BIGNUM *, BN_bin2bn, (const unsigned char *s, int len, BIGNUM *ret), (s, len, ret))
LAZY(int, BN_bn2binpad, (const BIGNUM *a, unsigned char *to, int tolen), (a, to, tolen))
LAZY(void, BN_clear_free, (BIGNUM *a), (a))
LAZY(void, BN_free, (BIGNUM *a), (a))
LAZY(int, BN_num_bits, (const BIGNUM *a), (a))
LAZY(void, CRYPTO_free, (void *ptr, const char *file, int line), (ptr, file, line))
LAZY(int, CRYPTO_memcmp, (const void *in_a, const void *in_b, size_t len), (in_a, in_b, len))
LAZY(
    void *, CRYPTO_memdup,
    (const void *str, size_t siz, const char *file, int line),
    (str, siz, file, line))
LAZY(char *, CRYPTO_strdup, (const char *str, const char *file, int line), (str, file, line))
LAZY(void, ECDSA_SIG_free, (ECDSA_SIG *sig), (sig))
LAZY(const BIGNUM *, ECDSA_SIG_get0_r, (const ECDSA_SIG *sig), (sig))
LAZY(const BIGNUM *, ECDSA_SIG_get0_s, (const ECDSA_SIG *sig), (sig))
LAZY(ECDSA_SIG *, ECDSA_SIG_new, (void), ())
LAZY(int, ECDSA_SIG_set0, (ECDSA_SIG *sig, BIGNUM *r, BIGNUM *s), (sig, r, s))
LAZY(void, ERR_clear_error, (void), ())
LAZY(unsigned long, ERR_get_error, (void), ())
LAZY(const char *, ERR_reason_error_string, (unsigned long e), (e))
LAZY(
    int, EVP_CIPHER_CTX_ctrl,
    (EVP_CIPHER_CTX *ctx, int type, int arg, void *ptr),
    (ctx, type, arg, ptr))
LAZY(void, EVP_CIPHER_CTX_free, (EVP_CIPHER_CTX *c), (c))
LAZY(EVP_CIPHER_CTX *, EVP_CIPHER_CTX_new, (void), ())
LAZY(void, EVP_CIPHER_CTX_set_flags, (EVP_CIPHER_CTX *ctx, int flags), (ctx, flags))
LAZY(
    int, EVP_CipherFinal_ex,
    (EVP_CIPHER_CTX *ctx, unsigned char *outm, int *outl),
    (ctx, outm, outl))
LAZY(
    int, EVP_CipherInit_ex,
    (EVP_CIPHER_CTX *ctx, const EVP_CIPHER *cipher, ENGINE *impl, const unsigned char *key,
     const unsigned char *iv, int enc),
    (ctx, cipher, impl, key, iv, enc))
LAZY(
    int, EVP_CipherUpdate,
    (EVP_CIPHER_CTX *ctx, unsigned char *out, int *outl, const unsigned char *in, int inl),
    (ctx, out, outl, in, inl))
LAZY(
    int, EVP_Digest,
    (const void *data, size_t count, unsigned char *md, unsigned int *size, const EVP_MD *type,
     ENGINE *impl),
    (data, count, md, size, type, impl))
LAZY(int, EVP_DigestFinal_ex, (EVP_MD_CTX *ctx, unsigned char *md, unsigned int *s), (ctx, md, s))
LAZY(int, EVP_DigestInit_ex, (EVP_MD_CTX *ctx, const EVP_MD *type, ENGINE *impl), (ctx, type, impl))
LAZY(
    int, EVP_DigestSign,
    (EVP_MD_CTX *ctx, unsigned char *sigret, size_t *siglen, const unsigned char *tbs,
     size_t tbslen),
    (ctx, sigret, siglen, tbs, tbslen))
LAZY(
    int, EVP_DigestSignInit,
    (EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *type, ENGINE *e, EVP_PKEY *pkey),
    (ctx, pctx, type, e, pkey))
LAZY(int, EVP_DigestUpdate, (EVP_MD_CTX *ctx, const void *d, size_t cnt), (ctx, d, cnt))
LAZY(
    int, EVP_DigestVerify,
    (EVP_MD_CTX *ctx, const unsigned char *sigret, size_t siglen, const unsigned char *tbs,
     size_t tbslen),
    (ctx, sigret, siglen, tbs, tbslen))
LAZY(
    int, EVP_DigestVerifyInit,
    (EVP_MD_CTX *ctx, EVP_PKEY_CTX **pctx, const EVP_MD *type, ENGINE *e, EVP_PKEY *pkey),
    (ctx, pctx, type, e, pkey))
LAZY(void, EVP_MD_CTX_free, (EVP_MD_CTX *ctx), (ctx))
LAZY(EVP_MD_CTX *, EVP_MD_CTX_new, (void), ())
LAZY(EVP_PKEY *, EVP_PKCS82PKEY, (const PKCS8_PRIV_KEY_INFO *p8), (p8))
LAZY(PKCS8_PRIV_KEY_INFO *, EVP_PKEY2PKCS8, (const EVP_PKEY *pkey), (pkey))
LAZY(void, EVP_PKEY_CTX_free, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(
    EVP_PKEY_CTX *, EVP_PKEY_CTX_new_from_name,
    (OSSL_LIB_CTX *libctx, const char *name, const char *propquery),
    (libctx, name, propquery))
LAZY(
    EVP_PKEY_CTX *, EVP_PKEY_CTX_new_from_pkey,
    (OSSL_LIB_CTX *libctx, EVP_PKEY *pkey, const char *propquery),
    (libctx, pkey, propquery))
LAZY(
    int, EVP_PKEY_CTX_set0_rsa_oaep_label,
    (EVP_PKEY_CTX *ctx, void *label, int llen),
    (ctx, label, llen))
LAZY(int, EVP_PKEY_CTX_set1_rsa_keygen_pubexp, (EVP_PKEY_CTX *ctx, BIGNUM *pubexp), (ctx, pubexp))
LAZY(int, EVP_PKEY_CTX_set_group_name, (EVP_PKEY_CTX *ctx, const char *name), (ctx, name))
LAZY(int, EVP_PKEY_CTX_set_rsa_keygen_bits, (EVP_PKEY_CTX *ctx, int bits), (ctx, bits))
LAZY(int, EVP_PKEY_CTX_set_rsa_mgf1_md, (EVP_PKEY_CTX *ctx, const EVP_MD *md), (ctx, md))
LAZY(int, EVP_PKEY_CTX_set_rsa_oaep_md, (EVP_PKEY_CTX *ctx, const EVP_MD *md), (ctx, md))
LAZY(int, EVP_PKEY_CTX_set_rsa_padding, (EVP_PKEY_CTX *ctx, int pad_mode), (ctx, pad_mode))
LAZY(int, EVP_PKEY_CTX_set_rsa_pss_saltlen, (EVP_PKEY_CTX *ctx, int saltlen), (ctx, saltlen))
LAZY(int, EVP_PKEY_check, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(
    int, EVP_PKEY_decrypt,
    (EVP_PKEY_CTX *ctx, unsigned char *out, size_t *outlen, const unsigned char *in, size_t inlen),
    (ctx, out, outlen, in, inlen))
LAZY(int, EVP_PKEY_decrypt_init, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(
    int, EVP_PKEY_derive,
    (EVP_PKEY_CTX *ctx, unsigned char *key, size_t *keylen),
    (ctx, key, keylen))
LAZY(int, EVP_PKEY_derive_init, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(int, EVP_PKEY_derive_set_peer, (EVP_PKEY_CTX *ctx, EVP_PKEY *peer), (ctx, peer))
LAZY(
    int, EVP_PKEY_encrypt,
    (EVP_PKEY_CTX *ctx, unsigned char *out, size_t *outlen, const unsigned char *in, size_t inlen),
    (ctx, out, outlen, in, inlen))
LAZY(int, EVP_PKEY_encrypt_init, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(void, EVP_PKEY_free, (EVP_PKEY *pkey), (pkey))
LAZY(
    int, EVP_PKEY_fromdata,
    (EVP_PKEY_CTX *ctx, EVP_PKEY **ppkey, int selection, OSSL_PARAM *param),
    (ctx, ppkey, selection, param))
LAZY(int, EVP_PKEY_fromdata_init, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(int, EVP_PKEY_generate, (EVP_PKEY_CTX *ctx, EVP_PKEY **ppkey), (ctx, ppkey))
LAZY(const char *, EVP_PKEY_get0_type_name, (const EVP_PKEY *key), (key))
LAZY(int, EVP_PKEY_get_base_id, (const EVP_PKEY *pkey), (pkey))
LAZY(int, EVP_PKEY_get_bits, (const EVP_PKEY *pkey), (pkey))
LAZY(
    int, EVP_PKEY_get_bn_param,
    (const EVP_PKEY *pkey, const char *key_name, BIGNUM **bn),
    (pkey, key_name, bn))
LAZY(
    int, EVP_PKEY_get_group_name,
    (const EVP_PKEY *pkey, char *name, size_t name_sz, size_t *gname_len),
    (pkey, name, name_sz, gname_len))
LAZY(
    int, EVP_PKEY_get_raw_private_key,
    (const EVP_PKEY *pkey, unsigned char *priv, size_t *len),
    (pkey, priv, len))
LAZY(
    int, EVP_PKEY_get_raw_public_key,
    (const EVP_PKEY *pkey, unsigned char *pub, size_t *len),
    (pkey, pub, len))
LAZY(int, EVP_PKEY_get_size, (const EVP_PKEY *pkey), (pkey))
LAZY(int, EVP_PKEY_keygen_init, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(
    EVP_PKEY *, EVP_PKEY_new_raw_private_key,
    (int type, ENGINE *e, const unsigned char *priv, size_t len),
    (type, e, priv, len))
LAZY(
    EVP_PKEY *, EVP_PKEY_new_raw_public_key,
    (int type, ENGINE *e, const unsigned char *pub, size_t len),
    (type, e, pub, len))
LAZY(int, EVP_PKEY_public_check, (EVP_PKEY_CTX *ctx), (ctx))
LAZY(const EVP_CIPHER *, EVP_aes_128_cbc, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_128_ctr, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_128_gcm, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_128_wrap, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_192_cbc, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_192_ctr, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_192_gcm, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_192_wrap, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_256_cbc, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_256_ctr, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_256_gcm, (void), ())
LAZY(const EVP_CIPHER *, EVP_aes_256_wrap, (void), ())
LAZY(const EVP_MD *, EVP_md5, (void), ())
LAZY(const EVP_MD *, EVP_sha1, (void), ())
LAZY(const EVP_MD *, EVP_sha256, (void), ())
LAZY(const EVP_MD *, EVP_sha384, (void), ())
LAZY(const EVP_MD *, EVP_sha512, (void), ())
LAZY(const EVP_MD *, EVP_sha512_256, (void), ())
LAZY(
    unsigned char *, HMAC,
    (const EVP_MD *evp_md, const void *key, int key_len, const unsigned char *data, size_t data_len,
     unsigned char *md, unsigned int *md_len),
    (evp_md, key, key_len, data, data_len, md, md_len))
LAZY(void, OSSL_PARAM_BLD_free, (OSSL_PARAM_BLD *bld), (bld))
LAZY(OSSL_PARAM_BLD *, OSSL_PARAM_BLD_new, (void), ())
LAZY(
    int, OSSL_PARAM_BLD_push_BN,
    (OSSL_PARAM_BLD *bld, const char *key, const BIGNUM *bn),
    (bld, key, bn))
LAZY(
    int, OSSL_PARAM_BLD_push_octet_string,
    (OSSL_PARAM_BLD *bld, const char *key, const void *buf, size_t bsize),
    (bld, key, buf, bsize))
LAZY(
    int, OSSL_PARAM_BLD_push_utf8_string,
    (OSSL_PARAM_BLD *bld, const char *key, const char *buf, size_t bsize),
    (bld, key, buf, bsize))
LAZY(OSSL_PARAM *, OSSL_PARAM_BLD_to_param, (OSSL_PARAM_BLD *bld), (bld))
LAZY(void, OSSL_PARAM_free, (OSSL_PARAM *p), (p))
LAZY(
    EVP_PKEY *, PEM_read_bio_PrivateKey,
    (BIO *out, EVP_PKEY **x, pem_password_cb *cb, void *u),
    (out, x, cb, u))
LAZY(
    int, PKCS5_PBKDF2_HMAC,
    (const char *pass, int passlen, const unsigned char *salt, int saltlen, int iter,
     const EVP_MD *digest, int keylen, unsigned char *out),
    (pass, passlen, salt, saltlen, iter, digest, keylen, out))
LAZY(void, PKCS8_PRIV_KEY_INFO_free, (PKCS8_PRIV_KEY_INFO *a), (a))
LAZY(int, RAND_bytes, (unsigned char *buf, int num), (buf, num))
LAZY(
    EVP_PKEY *, d2i_AutoPrivateKey,
    (EVP_PKEY **a, const unsigned char **pp, long length),
    (a, pp, length))
LAZY(ECDSA_SIG *, d2i_ECDSA_SIG, (ECDSA_SIG **a, const unsigned char **in, long len), (a, in, len))
LAZY(
    PKCS8_PRIV_KEY_INFO *, d2i_PKCS8_PRIV_KEY_INFO,
    (PKCS8_PRIV_KEY_INFO **a, const unsigned char **in, long len),
    (a, in, len))
LAZY(EVP_PKEY *, d2i_PUBKEY, (EVP_PKEY **a, const unsigned char **in, long len), (a, in, len))
LAZY(int, i2d_ECDSA_SIG, (const ECDSA_SIG *a, unsigned char **out), (a, out))
LAZY(int, i2d_PKCS8_PRIV_KEY_INFO, (const PKCS8_PRIV_KEY_INFO *a, unsigned char **out), (a, out))
LAZY(int, i2d_PUBKEY, (const EVP_PKEY *a, unsigned char **out), (a, out))

#endif
