/** The history: lists and exports of the events of the log. */
@NullMarked
package org.deviceonboarding.audit.history;

import org.jspecify.annotations.NullMarked;
