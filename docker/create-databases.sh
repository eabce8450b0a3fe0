#!/usr/bin/env bash
# One database for each of $SERVICES: its owner migrates it, its service role owns nothing and sees one tenant at a time.
set -euo pipefail
for service in $SERVICES; do
  psql --set ON_ERROR_STOP=1 --username postgres <<SQL
create role ${service}_owner login bypassrls password '${service}_owner';
create role ${service}_service login nobypassrls password '${service}_service';
create database ${service} owner ${service}_owner;
\connect ${service}
revoke create on schema public from public;
alter schema public owner to ${service}_owner;
SQL
done
