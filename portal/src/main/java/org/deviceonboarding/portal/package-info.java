/** The one server application: it picks roles and wires them to the database, the log and the settings. */
@NullMarked
package org.deviceonboarding.portal;

import org.jspecify.annotations.NullMarked;
