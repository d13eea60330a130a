//! Each form of rule over schemas that are given as DDL.

use super::*;
use crate::dialect::Dialect;
use crate::nl::design::Enforcement;
use crate::nl::text;

const HOTEL: &str = "CREATE TABLE hotels (hotel_id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL, stars SMALLINT, phone VARCHAR(30));
CREATE TABLE rooms (id BIGINT PRIMARY KEY, hotel_id BIGINT NOT NULL REFERENCES hotels (hotel_id), room_number VARCHAR(10) NOT NULL, price DECIMAL(10,2) NOT NULL CHECK (price >= 0),
  capacity INTEGER NOT NULL, discount DECIMAL(5,2) CHECK (discount BETWEEN 0 AND 100), status VARCHAR(20) NOT NULL, view_type VARCHAR(255));
CREATE TABLE guests (id BIGINT PRIMARY KEY, full_name VARCHAR(100) NOT NULL, email VARCHAR(255), phone VARCHAR(30), age INTEGER, password_hash VARCHAR(255), active BOOLEAN);
CREATE TABLE bookings (id BIGINT PRIMARY KEY, room_id BIGINT NOT NULL REFERENCES rooms (id), guest_id BIGINT NOT NULL REFERENCES guests (id),
  check_in_date DATE NOT NULL, check_out_date DATE NOT NULL, start_time TIMESTAMP, end_time TIMESTAMP, persons INTEGER, min_stay INTEGER, max_stay INTEGER, notes TEXT, duration_minutes INTEGER);
CREATE TABLE reviews (id BIGINT PRIMARY KEY, guest_id BIGINT NOT NULL REFERENCES guests (id), hotel_id BIGINT NOT NULL REFERENCES hotels (hotel_id), rating SMALLINT NOT NULL, body TEXT);";

/// What changed in the schema, and the suggestions, a line each.
fn outcome(sentences: &str) -> Vec<String> {
    let schema = crate::sql::parse(HOTEL, Dialect::PostgreSql).schema;
    let mut changed = schema.clone();
    let mut decisions = Vec::new();
    let (rules, dependencies) = apply(sentences, &text::units(sentences), &mut changed, &mut decisions);
    let mut lines = Vec::new();
    for (before, after) in schema.tables.iter().zip(&changed.tables) {
        let name = &after.name;
        lines.extend(
            after.checks.iter().filter(|c| !before.checks.contains(c)).map(|c| format!("{name}: {}", c.expression)),
        );
        lines.extend(
            after
                .uniques
                .iter()
                .filter(|u| !before.uniques.contains(u))
                .map(|u| format!("{name}: unique {}", u.columns.join(", "))),
        );
        lines.extend(
            after
                .foreign_keys
                .iter()
                .filter(|k| !before.foreign_keys.contains(k))
                .map(|k| format!("{name}: {} on delete {}", k.columns.join(", "), k.on_delete.sql())),
        );
        for (old, new) in before.columns.iter().zip(&after.columns) {
            if old.nullable != new.nullable {
                lines.push(format!("{name}.{} {}", new.name, if new.nullable { "optional" } else { "required" }));
            }
            if old.default != new.default {
                lines.push(format!("{name}.{} default {}", new.name, new.default.clone().unwrap_or_default()));
            }
        }
    }
    for rule in &rules {
        match &rule.enforcement {
            Enforcement::Suggested(_) => lines.push("suggested".to_owned()),
            Enforcement::Constraint(id) => assert!(changed.object(*id).is_some(), "{rule:?}"),
        }
        assert!(
            !rule.subjects.is_empty() && rule.spans.iter().all(|s| sentences.get(s.start..s.end).is_some()),
            "{rule:?}"
        );
    }
    lines.extend(dependencies.iter().map(|stated| stated.dependency.to_string()));
    assert_eq!(changed.validate().map_err(|e| e.to_string()), Ok(()));
    lines
}

fn check(sentences: &str, expected: &[&str]) {
    assert_eq!(outcome(sentences), expected, "{sentences}");
}

#[test]
fn ranges_become_checks() {
    check("The rating of a review is between 1 and 5.", &["reviews: rating BETWEEN 1 AND 5"]);
    check("Reviews have a rating from one to ten.", &["reviews: rating BETWEEN 1 AND 10"]);
    check("Each hotel has stars (1-5).", &["hotels: stars BETWEEN 1 AND 5"]);
    check("A guest must be at least 18 years old.", &["suggested"]);
    check("The age of a guest must be at least 18.", &["guests: age >= 18"]);
    check("A room's capacity is at least one and at most 6.", &["rooms: capacity BETWEEN 1 AND 6"]);
    check("The price of a room must be greater than zero.", &["rooms: price > 0"]);
    check("Room prices lie between 20 and 1,500.50 euros.", &["rooms: price BETWEEN 20 AND 1500.50"]);
    check("The capacity can never be negative.", &["rooms: capacity >= 0"]);
    check("The room price is a positive number.", &["rooms: price > 0"]);
    check("The discount of a room cannot be more than 30%.", &["rooms: discount BETWEEN 0 AND 30"]);
    check("The discount cannot exceed 50 percent.", &["rooms: discount BETWEEN 0 AND 50"]);
    check("The duration of a booking is at least 2 hours.", &["bookings: duration_minutes >= 120"]);
}

#[test]
fn a_doubt_gives_no_constraint() {
    check("The phone must be at least 5.", &["suggested"]);
    check("The price is usually between 50 and 100.", &[]);
    check("If the guest is a child, the price must be at most 10.", &["suggested"]);
    check("Find rooms with a price between 50 and 100.", &[]);
    check("The late fee is at least 5.", &[]);
    check("The system must be able to find rooms.", &[]);
    check("We have between 50 and 60 hotels.", &[]);
    check("The weekend price must be at least 80.", &["suggested"]);
}

#[test]
fn lengths_are_those_of_texts() {
    check("The room number has at most 5 characters.", &["rooms: length(room_number) <= 5"]);
    check("The password must be at least 8 characters.", &["suggested"]);
}

#[test]
fn columns_are_compared_within_a_row() {
    check("The check-out date must be after the check-in date.", &["bookings: check_out_date > check_in_date"]);
    check("Check-in must be before check-out.", &["bookings: check_in_date < check_out_date"]);
    check("A booking's end time cannot be before its start time.", &["bookings: end_time >= start_time"]);
    check("A booking must start before it ends.", &["bookings: start_time < end_time"]);
    check("The minimum stay must not exceed the maximum stay.", &["bookings: min_stay <= max_stay"]);
    check("The price must be less than the rating.", &["suggested"]);
}

#[test]
fn unique_keys_are_read() {
    check("The email of a guest must be unique.", &["guests: unique email"]);
    check("Guests have a unique e-mail.", &["guests: unique email"]);
    check("No two guests may share the same email.", &["guests: unique email"]);
    check("The room number is unique within a hotel.", &["rooms: unique hotel_id, room_number"]);
    check("No two rooms of a hotel have the same room number.", &["rooms: unique hotel_id, room_number"]);
    check("No two rooms share a room number within a hotel.", &["rooms: unique hotel_id, room_number"]);
    check("Only one review per guest and hotel is allowed.", &["reviews: unique guest_id, hotel_id"]);
    check("At most one booking for each room and check-in date.", &["bookings: unique room_id, check_in_date"]);
    check("A guest can review a hotel only once.", &["reviews: unique guest_id, hotel_id"]);
    check("A guest may not review the same hotel more than once.", &["reviews: unique guest_id, hotel_id"]);
    check("The full name need not be unique.", &[]);
}

#[test]
fn values_are_listed() {
    check(
        "The status of a room is either free, occupied or out of order.",
        &["rooms: status IN ('free', 'occupied', 'out of order')", "rooms.status default 'free'"],
    );
    check(
        "Room status: free, taken, closed",
        &["rooms: status IN ('free', 'taken', 'closed')", "rooms.status default 'free'"],
    );
    check("The view type must be one of sea, garden and street.", &["rooms: view_type IN ('sea', 'garden', 'street')"]);
    check("The email is required or the phone.", &[]);
}

#[test]
fn presence_and_defaults_are_read() {
    check("The phone of a guest is mandatory.", &["guests.phone required"]);
    check("Hotel: the phone must be given.", &["hotels.phone required"]);
    check("The check-in date of a booking may be empty.", &["bookings.check_in_date optional"]);
    check("Guest email and age are required.", &["guests.email required", "guests.age required"]);
    check("The room of a booking is optional.", &["bookings.room_id optional"]);
    check("The number of persons of a booking defaults to 2.", &["bookings.persons default 2"]);
    check("Guests are active by default.", &[]);
    check("The default capacity is 2.", &["rooms.capacity default 2"]);
}

#[test]
fn deletion_follows_the_text() {
    check("A guest cannot be deleted while it has bookings.", &["bookings: guest_id on delete RESTRICT"]);
    check("When a hotel is deleted, its reviews are deleted too.", &["reviews: hotel_id on delete CASCADE"]);
}

#[test]
fn what_no_constraint_holds_is_kept_in_words() {
    check("A guest may have at most three bookings at a time.", &["suggested"]);
    check("The number of persons must not exceed the capacity of the room.", &["suggested"]);
    check("A booking can only be made by a guest with an email.", &["suggested"]);
    check("Guests with a discount must not pay twice.", &["suggested"]);
}

#[test]
fn dependencies_are_read_in_words() {
    check("The price of a room depends only on the view type.", &["rooms: view_type -> price"]);
    check("The view type determines the price and the capacity.", &["rooms: view_type -> price, capacity"]);
    check("A room's discount is determined by its view type and nothing else.", &["rooms: view_type -> discount"]);
    check("Each view type has exactly one capacity.", &["rooms: view_type -> capacity"]);
    check("The price of a room follows the view type.", &["rooms: view_type -> price"]);
    check("The price depends on the weather.", &[]);
    check("The price of a room does not depend on the view type.", &[]);
}
