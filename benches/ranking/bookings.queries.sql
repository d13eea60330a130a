-- name: free_rooms, frequency: 3000
SELECT r.id, r.number, r.price FROM rooms r WHERE r.hostel_id = 12 AND r.beds >= 4 AND NOT EXISTS (SELECT 1 FROM stays s WHERE s.room_id = r.id AND s.arrives < '2025-05-10' AND s.leaves > '2025-05-07' AND s.state <> 'cancelled');
-- name: arrivals, frequency: 900
SELECT s.id, g.last_name, r.number FROM stays s JOIN guests g ON g.id = s.guest_id JOIN rooms r ON r.id = s.room_id WHERE r.hostel_id = 12 AND s.arrives = '2025-05-01' AND s.state = 'booked';
-- name: guest_by_mail, frequency: 2500
SELECT id, first_name, last_name FROM guests WHERE email = 'a@b.example';
-- name: guest_by_name, frequency: 700
SELECT id, email FROM guests WHERE last_name = 'Meier' AND first_name LIKE 'An%';
-- name: guest_stays, frequency: 1500
SELECT * FROM stays WHERE guest_id = 77 ORDER BY arrives DESC LIMIT 10;
-- name: unpaid, frequency: 200
SELECT id, guest_id, amount FROM stays WHERE NOT paid AND leaves < '2025-04-01' AND state = 'left';
-- name: present, frequency: 400
SELECT room_id, guest_id, leaves FROM stays WHERE state = 'present';
-- name: bill, frequency: 2600
SELECT kind, sum(amount) FROM charges WHERE stay_id = 99 GROUP BY kind;
-- name: month_sales, frequency: 20
SELECT h.city, sum(s.amount) FROM stays s JOIN rooms r ON r.id = s.room_id JOIN hostels h ON h.id = r.hostel_id WHERE s.arrives >= '2025-05-01' AND s.arrives < '2025-06-01' GROUP BY h.city;
-- name: charges_day, frequency: 30
SELECT kind, sum(amount) FROM charges WHERE charged_at >= '2025-05-30' GROUP BY kind;
-- name: newsletter, frequency: 4
SELECT email FROM guests WHERE newsletter AND country = 'it';
-- name: dear, frequency: 6
SELECT id, amount FROM stays WHERE amount > 5000 ORDER BY amount DESC LIMIT 50;
-- name: phone, frequency: 150
SELECT id FROM guests WHERE phone = '+49 170 1';
-- name: complaint, frequency: 15
SELECT id FROM stays WHERE remarks ILIKE '%bed bug%';
-- name: sources, frequency: 3
SELECT source, count(*) FROM stays WHERE created_at >= '2025-01-01' GROUP BY source ORDER BY 2 DESC;
-- name: book, frequency: 2000
INSERT INTO stays (id, room_id, guest_id, arrives, leaves, state, paid, amount, source, created_at) VALUES (1, 2, 3, '2025-06-01', '2025-06-03', 'booked', false, 99, 'web', now());
-- name: check_in, frequency: 1800
UPDATE stays SET state = 'present' WHERE id = 5;
-- name: charge, frequency: 4000
INSERT INTO charges (id, stay_id, kind, amount, charged_at) VALUES (1, 2, 'drink', 3.5, now());
