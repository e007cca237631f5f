// The plain functions of libcrypto: those that it recommends since 3.0 look a hash up in a registry of providers, which would
// bring a megabyte of other ciphers into a program that only hashes.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
