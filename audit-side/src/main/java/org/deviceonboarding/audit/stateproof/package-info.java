/** The proof of what no table here keeps: the files that brokers say they enforce. */
@NullMarked
package org.deviceonboarding.audit.stateproof;

import org.jspecify.annotations.NullMarked;
