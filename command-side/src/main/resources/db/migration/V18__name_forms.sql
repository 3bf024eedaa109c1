-- Names that look alike (docs/adr/0028). Rows of earlier versions are filled when a process with the command role starts.
alter table device_name add column folded text collate "C";   -- the form that no two devices may share; null until it is filled
alter table device_name add column skeleton text collate "C"; -- the same for names that look alike (UTS 39)
alter table device_name add column collides boolean not null default false; -- from before: another device has this form too
create index device_name_folded on device_name (folded);
create index device_name_skeleton on device_name (skeleton);
create index device_name_unfilled on device_name (name) where folded is null;
create index device_name_colliding on device_name (folded, name) where collides;

alter table bulk_row add column skeleton text collate "C"; -- of the name, as long as the list comes in
alter table bulk_row add column warning text;  -- whom the device may be taken for
