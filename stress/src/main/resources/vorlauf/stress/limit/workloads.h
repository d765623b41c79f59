/* Each makes its bank ready and returns what renders a block. */
#ifndef WORKLOADS_H
#define WORKLOADS_H

#include "lanes.h"

render additive(void);
render voices(int count);
render moving(int control);
render modulation(void);
render mixed(void);
render chain(void);
render ladder(int nodes);
render strings(void);

#endif
