/** What becomes of requests when the database does not do its part: how long they wait for it, and what they are told. */
@NullMarked
package org.deviceonboarding.log.database;

import org.jspecify.annotations.NullMarked;
