#include <stddef.h>

#include "CBuild.h"

const char *charter_commit(void) {
#ifdef CHARTER_COMMIT
    return CHARTER_COMMIT;
#else
    return NULL;
#endif
}
