/** The page of the brokers. */
@NullMarked
package org.deviceonboarding.web.broker;

import org.jspecify.annotations.NullMarked;
