/** The page of the brokers. */
@NullMarked
package org.deviceonboarding.query.web.broker;

import org.jspecify.annotations.NullMarked;
