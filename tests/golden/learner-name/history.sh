# shellcheck shell=bash
begin
adopt
