/** The read model of brokers: what each is known to enforce. */
@NullMarked
package org.deviceonboarding.query.broker;

import org.jspecify.annotations.NullMarked;
