# shellcheck shell=bash
begin
