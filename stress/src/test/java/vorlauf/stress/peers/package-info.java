@NullMarked
package vorlauf.stress.peers;

import org.jspecify.annotations.NullMarked;
