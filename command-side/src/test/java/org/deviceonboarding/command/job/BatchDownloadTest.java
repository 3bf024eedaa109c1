package org.deviceonboarding.command.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.deviceonboarding.command.credentials.LinkPages;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("The download of a batch")
class BatchDownloadTest {
    private static final BulkId ID = new BulkId(UUID.fromString("7d444840-9dc0-41d1-b245-5ffdce74fad2"));
    private static final Actor ADA = Actor.named("ada", "api_key");
    private static final String TOKEN = "a".repeat(43);

    private final Downloads downloads = mock(Downloads.class);
    private final BatchArchive archive = mock(BatchArchive.class);
    private final CommandDispatcher commands = mock(CommandDispatcher.class);
    private final BatchDownloadController controller =
            new BatchDownloadController(downloads, archive, mock(LinkPages.class), commands);

    @Test
    void isOverOnceAllOfItWasSent() throws IOException {
        when(downloads.find(TOKEN)).thenReturn(ID);
        when(commands.ask(new BulkCommand.OpenDownload(ID), ADA, Long.class)).thenReturn(Optional.of(2L));
        when(archive.write(eq(ID), eq(2L), any())).thenReturn(7L);

        controller.fetch(TOKEN, null, new MockHttpServletResponse(), ADA);

        verify(commands).send(new BulkCommand.CloseDownload(ID, 2, 7), ADA);
        verify(downloads, never()).broken(any(), anyLong());
    }

    @Test
    void canBeTriedAgainIfItBreaksOff() throws IOException {
        when(downloads.find(TOKEN)).thenReturn(ID);
        when(commands.ask(new BulkCommand.OpenDownload(ID), ADA, Long.class)).thenReturn(Optional.of(1L));
        when(archive.write(eq(ID), eq(1L), any())).thenThrow(new IOException("gone"));

        assertThatThrownBy(() -> controller.fetch(TOKEN, null, new MockHttpServletResponse(), ADA))
                .isInstanceOf(IOException.class);

        verify(downloads).broken(ID, 1);
        verify(commands, never()).send(any(BulkCommand.CloseDownload.class), any());
    }
}
