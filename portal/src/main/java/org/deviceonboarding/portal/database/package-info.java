/** How the portal uses its database: the number of connections, migrations, and tasks of the tables' owner. */
@NullMarked
package org.deviceonboarding.portal.database;

import org.jspecify.annotations.NullMarked;
