/** {@code onboard broker}: shows what each broker enforces, and retires brokers. */
@NullMarked
package org.deviceonboarding.cli.broker;

import org.jspecify.annotations.NullMarked;
