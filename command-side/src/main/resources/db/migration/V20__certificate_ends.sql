-- Devices are asked about all their certificates now, so the ends of older ones are noted by a reader of the log with a new name.
delete from token_entry where processor_name = 'certificate-reviews';
