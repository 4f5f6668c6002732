"""Tests of what runs around the pages."""
