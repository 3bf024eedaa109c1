/** Read models: tables that are a fold of the log, kept up to date, checked and built again by one engine. */
@NullMarked
package org.deviceonboarding.log.readmodel;

import org.jspecify.annotations.NullMarked;
