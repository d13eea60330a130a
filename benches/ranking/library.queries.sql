-- name: month_by_branch, frequency: 30
SELECT b.region, count(*), sum(f.fine) FROM fact_loan f JOIN dim_day d ON d.day_key = f.day_key JOIN dim_branch b ON b.branch_key = f.branch_key WHERE d.year = 2023 AND d.month = 5 GROUP BY b.region;
-- name: top_titles, frequency: 20
SELECT t.title, count(*) AS loans FROM fact_loan f JOIN dim_title t ON t.title_key = f.title_key WHERE f.branch_key = 17 AND f.day_key BETWEEN 3000 AND 3090 GROUP BY t.title ORDER BY loans DESC LIMIT 10;
-- name: reader_history, frequency: 4000
SELECT f.loan_id, f.days, f.returned_at FROM fact_loan f WHERE f.reader_key = 4711 ORDER BY f.day_key DESC LIMIT 20;
-- name: open_loans, frequency: 500
SELECT loan_id, reader_key, title_key FROM fact_loan WHERE returned_at IS NULL AND day_key < 3500;
-- name: fines, frequency: 60
SELECT reader_key, sum(fine) FROM fact_loan WHERE fine > 50 GROUP BY reader_key ORDER BY 2 DESC LIMIT 100;
-- name: authors_loans, frequency: 40
SELECT count(*) FROM fact_loan f JOIN dim_title t ON t.title_key = f.title_key WHERE t.author = 'Lem';
-- name: genre_trend, frequency: 5
SELECT d.year, t.genre, count(*) FROM fact_loan f JOIN dim_day d ON d.day_key = f.day_key JOIN dim_title t ON t.title_key = f.title_key WHERE t.language = 'fr' GROUP BY d.year, t.genre;
-- name: by_post, frequency: 15
SELECT day_key, count(*) FROM fact_loan WHERE channel = 'post' GROUP BY day_key;
-- name: new_readers, frequency: 80
SELECT city, count(*) FROM dim_reader WHERE joined >= '2024-01-01' GROUP BY city;
-- name: readers_of_city, frequency: 100
SELECT reader_key, birth_year FROM dim_reader WHERE city = 'Ulm' AND valid_to IS NULL;
-- name: isbn, frequency: 3000
SELECT title_key, title FROM dim_title WHERE isbn = '9783161484100';
-- name: title_words, frequency: 200
SELECT title_key, title FROM dim_title WHERE title ILIKE '%solaris%';
-- name: late, frequency: 10
SELECT r.city, avg(f.days) FROM fact_loan f JOIN dim_reader r ON r.reader_key = f.reader_key WHERE f.days > 100 GROUP BY r.city;
-- name: load, frequency: 2000
INSERT INTO fact_loan (loan_id, day_key, title_key, branch_key, reader_key, days, fine, channel) VALUES (1, 2, 3, 4, 5, 0, 0, 'desk');
