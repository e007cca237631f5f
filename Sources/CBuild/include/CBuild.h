/// The commit that the program was built from, in hexadecimal; NULL where the build was told none.
const char *_Nullable charter_commit(void);
