/** PostgreSQL servers, and a fresh database for each test that needs one. */
@NullMarked
package org.deviceonboarding.testkit.postgres;

import org.jspecify.annotations.NullMarked;
