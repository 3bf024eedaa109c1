package org.deviceonboarding.cli.acl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.cli.file.InputFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Options that give the rules of a template, one by one or in a file. */
final class RuleOptions {
    private static final long LONGEST = 1 << 20;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--rule",
            paramLabel = "ACCESS=TOPIC",
            description =
                    "A rule: read, write, readwrite or deny, and a topic filter that contains {device_id}. May be repeated.")
    private List<String> rules = new ArrayList<>();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "The template as JSON: {\"rules\": [{\"access\": ..., \"topic\": ...}], \"messages_after_loss\": ...}.")
    private @Nullable Path file;

    @Option(
            names = "--messages",
            paramLabel = "WHAT",
            description = "keep or purge the retained and queued messages of devices that lose access"
                    + " (default: purge after a decommissioning and a compromise, keep otherwise).")
    private @Nullable String messages;

    ObjectNode proposal() throws IOException {
        ObjectNode proposal = JsonMapper.shared().createObjectNode();
        ArrayNode all = proposal.putArray("rules");
        if (file != null) {
            JsonNode read = read(file);
            if (!read.path("rules").isArray() && !read.hasNonNull("messages_after_loss")) {
                throw new IOException(
                        file + " holds no rules; it is like {\"rules\": [{\"access\": ..., \"topic\": ...}]}");
            }
            read.path("rules").forEach(all::add);
            if (read.hasNonNull("messages_after_loss")) {
                proposal.set("messages_after_loss", read.path("messages_after_loss"));
            }
        }
        for (String rule : rules) {
            int split = rule.indexOf('=');
            if (split < 0) {
                throw new ParameterException(
                        command.commandLine(), "A rule is like write=devices/{device_id}/data, not " + rule);
            }
            all.addObject().put("access", rule.substring(0, split)).put("topic", rule.substring(split + 1));
        }
        if (messages != null) {
            proposal.put("messages_after_loss", messages);
        }
        return proposal;
    }

    private static JsonNode read(Path file) throws IOException {
        byte[] json = InputFile.bytes(file, LONGEST);
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new IOException(
                    file + " is not JSON"
                            + (at == null ? "" : ": see line " + at.getLineNr() + ", column " + at.getColumnNr()),
                    e);
        }
    }

    void check() {
        if (rules.isEmpty() && file == null) {
            throw new ParameterException(command.commandLine(), "Give the rules by --rule or --file");
        }
    }
}
