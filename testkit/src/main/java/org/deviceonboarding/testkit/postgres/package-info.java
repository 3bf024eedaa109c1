/** PostgreSQL servers, and a fresh database on one of them for each test that asks. */
@NullMarked
package org.deviceonboarding.testkit.postgres;

import org.jspecify.annotations.NullMarked;
