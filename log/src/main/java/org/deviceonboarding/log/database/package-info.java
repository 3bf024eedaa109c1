/**
 * How long requests wait for the database, what they answer if it fails, and how far its clock is from this process's.
 */
@NullMarked
package org.deviceonboarding.log.database;

import org.jspecify.annotations.NullMarked;
