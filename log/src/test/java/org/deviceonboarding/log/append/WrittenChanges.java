package org.deviceonboarding.log.append;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The lines of {@link ChangeLog} from now on. */
public final class WrittenChanges implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ChangeLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    public WrittenChanges() {
        lines.start();
        logger.addAppender(lines);
    }

    /** Those of a device: the text and the fields. */
    public List<Map.Entry<String, Map<String, String>>> of(String device) {
        return List.copyOf(lines.list).stream()
                .filter(line -> device.equals(line.getMDCPropertyMap().get("device_id")))
                .map(line -> Map.entry(line.getFormattedMessage(), line.getMDCPropertyMap()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}
